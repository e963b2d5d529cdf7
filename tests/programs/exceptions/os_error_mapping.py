import errno

for code in (errno.ENOENT, errno.EEXIST, errno.EACCES, errno.EPIPE, errno.ECHILD, errno.ENOTDIR, errno.EISDIR, errno.EINTR, errno.ECONNREFUSED, errno.EAGAIN, errno.EINVAL, errno.ETIMEDOUT):
    error = OSError(code, "text")
    print(errno.errorcode[code], type(error).__name__, error)
error = OSError(errno.ENOENT, "gone", "name.txt", None, "other.txt")
print(error, error.errno, error.strerror, error.filename, error.filename2, error.args, repr(error))
for call in ("open('does-not-exist.txt')", "__import__('os').mkdir('/')", "__import__('os').listdir('nowhere')", "open('/')", "__import__('os').rmdir('missing')", "open('')", "open('\\0')"):
    try:
        eval(call)
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)
