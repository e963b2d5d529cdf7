def function():
    length_of_item = 5
    return lenght_of_item


function()
