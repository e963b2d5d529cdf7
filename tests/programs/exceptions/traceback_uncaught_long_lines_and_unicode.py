def function(value):
    été = "é" * 3 + value["ключ"]["x"] + "some more text to make the line a good deal longer than eighty columns in total"
    return été


function({"ключ": 5})
