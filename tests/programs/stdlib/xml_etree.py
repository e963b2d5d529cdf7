# needs: pyexpat
import xml.etree.ElementTree as ET

root = ET.fromstring("<root a='1'><item id='x'>text</item>tail<item/><ns:n xmlns:ns='u'/></root>")
print(root.tag, root.attrib, [c.tag for c in root], root[0].text, root[0].tail, root.find("item").get("id"), len(root.findall("item")), root.findtext("item"), [e.tag for e in root.iter()])
new = ET.SubElement(root, "new", k="v")
new.text = "é < & >"
print(ET.tostring(root, encoding="unicode"))
ET.indent(root)
print(ET.tostring(root, encoding="unicode"), root.find("item[@id='x']").text)
for text in ("<a>", "<a></b>", "", "<a", "<a>&x;</a>"):
    try:
        ET.fromstring(text)
    except ET.ParseError as error:
        print(error)
