"""Questions of the site floor."""
