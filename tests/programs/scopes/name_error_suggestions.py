value_of_thing = 5
for text in ("valu_of_thing", "pritn", "lenn", "value_of_thin", "completely_unrelated_zzz"):
    try:
        eval(text)
    except NameError as error:
        print(error, error.name)
