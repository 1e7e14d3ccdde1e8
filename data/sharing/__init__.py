"""One mentorship in two own files, brought together through a third that both can reach.

Each person works on their own database, always: a key typed is stored there, and nobody else can hold it. The shared
file lies between the two. `exchange` brings the own file and the shared one together: what is new here is written
there, what is new there is merged here. So each own file is complete, typing never waits for the other, and somebody
who rewrites the shared file changes neither of the two.
"""
