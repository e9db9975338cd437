"""What the tests share: the programs under test, their input, and servers that misbehave."""
