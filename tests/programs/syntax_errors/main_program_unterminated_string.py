x = "all is well"
y = 'not closed
z = 3
