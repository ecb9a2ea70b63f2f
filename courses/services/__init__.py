"""Everything that changes what learners did or what was frozen for them."""
