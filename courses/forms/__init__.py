"""What people type in learning. Forms check the shape; services decide."""
