import email
from email.message import EmailMessage
from http import HTTPStatus
from http.cookies import SimpleCookie

m = EmailMessage()
m["Subject"] = "Héllo"
m["From"] = "a@example.org"
m.set_content("body é\n")
text = m.as_string()
print(text)
again = email.message_from_string("Subject: x\nTo: y\n\nhello")
print(again["subject"], again.get_payload(), again.keys())
print(HTTPStatus.NOT_FOUND, HTTPStatus(200).phrase, SimpleCookie("a=1; b=2")["b"].value)
from email.utils import formatdate, parseaddr

print(parseaddr("Name <a@b.c>"), formatdate(0))
