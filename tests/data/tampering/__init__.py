"""What somebody who may write to the file of a database can do to it, and what shows it."""
