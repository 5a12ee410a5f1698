"""Staff: people one to one with users, in teams of departments, with skills and employments."""
