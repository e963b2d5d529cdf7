name = "x"
print(f"hello {name!} and {1 +}")
