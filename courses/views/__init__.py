"""What learners do, as forms that work without JavaScript. Reading is done by pages; nothing here answers GET with a write."""
