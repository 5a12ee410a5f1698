"""Staff: the people list, the person, departments, teams, skills, and the overview of all of them."""
