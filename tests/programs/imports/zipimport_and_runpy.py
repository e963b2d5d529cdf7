# needs: zlib
import runpy
import sys
import zipfile

with zipfile.ZipFile("archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zipped.py", "value = 'from zip'\n")
    archive.writestr("zpackage/__init__.py", "")
    archive.writestr("zpackage/inner.py", "name = __name__\n")
sys.path.insert(0, "archive.zip")
import zipped
import zpackage.inner

print(zipped.value, zpackage.inner.name)
with open("script.py", "w") as stream:
    stream.write("print('running as', __name__)\nresult = 7\n")
print(runpy.run_path("script.py", run_name="custom")["result"])
