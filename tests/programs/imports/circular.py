import sys

sys.path.insert(0, "")
with open("circle_a.py", "w") as stream:
    stream.write("import circle_b\nname = 'a'\ndef other(): return circle_b.name\n")
with open("circle_b.py", "w") as stream:
    stream.write("import circle_a\nname = 'b'\ndef other(): return circle_a.name\n")
with open("circle_c.py", "w") as stream:
    stream.write("from circle_d import y\nx = 1\n")
with open("circle_d.py", "w") as stream:
    stream.write("from circle_c import x\ny = 1\n")
with open("circle_e.py", "w") as stream:
    stream.write("import circle_f\nz = 1\n")
with open("circle_f.py", "w") as stream:
    stream.write("import circle_e\ncircle_e.z\n")
import circle_a

print(circle_a.other(), circle_a.circle_b.other())
for text in ("import circle_c", "import circle_e"):
    try:
        exec(text)
    except (ImportError, AttributeError) as error:
        print(type(error).__name__, str(error).split(" (/")[0])
