"""The activity log as pages and exports show it: what an address asks for, its rows, their patches."""
