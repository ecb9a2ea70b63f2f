"""What a request costs, measured against a bare Django view in the same run. See README.md."""
