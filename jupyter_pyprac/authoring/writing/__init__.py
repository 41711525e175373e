"""Courses written as folders of notebooks: what reading them gives back is what was written.

Nearly everything has a form that a person would choose. Where that would be read as something else (code with a line
that looks like a directive, say) there is another one. Which of them holds is not decided by rules but by reading: a
form is taken if the reader makes of it what it was made of.
"""
