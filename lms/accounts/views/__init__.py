"""What people see of their account."""
