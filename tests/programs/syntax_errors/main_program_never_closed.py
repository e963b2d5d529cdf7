print("never printed")
value = function(1, [2, 3
other = 5
