"""The rules: each looks at a paper and yields what it finds. What is checked how gravely is the profile's matter."""
