"""Operations of the operating system, as POSIX defines them. Use them through the module os."""

__initialize__ = True


def WCOREDUMP(status, /):
    """Whether the process left a core file."""
    ...


def WEXITSTATUS(status):
    """The exit code in a status."""
    ...


def WIFCONTINUED(status):
    """Whether a process that had been stopped goes on."""
    ...


def WIFEXITED(status):
    """Whether the process ended by itself."""
    ...


def WIFSIGNALED(status):
    """Whether a signal ended the process."""
    ...


def WIFSTOPPED(status):
    """Whether the process was stopped."""
    ...


def WSTOPSIG(status):
    """The number of the signal that made a process stop."""
    ...


def WTERMSIG(status):
    """The number of the signal that ended a process."""
    ...


def _exit(status):
    """Ends the process at once: no handlers, no flushing."""
    ...


def _path_normpath(path):
    """Normalise a path: double slashes, dots."""
    ...


def abort():
    """Ends the process by SIGABRT, with no clean-up."""
    ...


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    """Whether the real user may use a path in that mode."""
    ...


def chdir(path):
    """Makes a folder the one that relative paths start from."""
    ...


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    """Sets who may read, write and execute a file."""
    ...


def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True):
    """Gives a file to a user and a group."""
    ...


def chroot(path):
    """Makes a folder the root of this process."""
    ...


def close(fd):
    """Gives a descriptor back to the system."""
    ...


def closerange(fd_low, fd_high, /):
    """Closes the descriptors from fd_low up to but not including fd_high; those that are not open do not matter."""
    ...


def confstr(name, /):
    """A setting of the system that is text."""
    ...


def copy_file_range(src, dst, count, offset_src=None, offset_dst=None):
    """Lets the kernel copy up to count bytes between two files; gives how many it copied."""
    ...


def cpu_count():
    """How many processors the machine has; None if that is unknown."""
    ...


def ctermid():
    """The path of the terminal that controls this process."""
    ...


def device_encoding(fd):
    """The encoding of the terminal that fd is; None if it is none."""
    ...


def dup(fd, /):
    """Another descriptor of the same open file, not inherited by child processes."""
    ...


def dup2(fd, fd2, inheritable=True):
    """Makes fd2 a descriptor of the open file that fd has."""
    ...


def eventfd(initval, flags=524288):
    """Makes a counter in the kernel that threads and processes can wait for; gives its descriptor."""
    ...


def eventfd_read(fd):
    """Takes the value of an eventfd counter, or 1 of it if it is a semaphore."""
    ...


def eventfd_write(fd, value):
    """Adds a number to an eventfd counter."""
    ...


def execv(path, argv, /):
    """Replace the process by a program."""
    ...


def execve(path, argv, env):
    """Replace the process by a program with an environment."""
    ...


def fchdir(fd):
    """Makes an open folder the one that relative paths start from."""
    ...


def fchmod(fd, mode):
    """Sets who may read, write and execute an open file."""
    ...


def fchown(fd, uid, gid):
    """Gives an open file to a user and a group."""
    ...


def fdatasync(fd):
    """Writes the content of a file to its device; metadata may wait."""
    ...


def fork():
    """Makes a copy of this process. The copy gets 0, the original the number of the copy."""
    ...


def forkpty():
    """Like fork(), but the copy is controlled by a pseudo-terminal, whose other end the original gets: (pid, fd)."""
    ...


def fpathconf(fd, name, /):
    """A limit of the system that holds for an open file."""
    ...


def fspath(path):
    """The str or bytes that a path object stands for; a str or bytes itself."""
    ...


def fstat(fd):
    """What the system knows about an open file, as a stat_result."""
    ...


def fstatvfs(fd, /):
    """Figures of the file system that holds an open file."""
    ...


def fsync(fd):
    """Writes a file to its device."""
    ...


def ftruncate(fd, length, /):
    """Cuts or extends an open file to a length."""
    ...


def get_blocking(fd, /):
    """Whether reading and writing wait until they can be done."""
    ...


def get_inheritable(fd, /):
    """Whether programs that replace this process keep the descriptor."""
    ...


def get_terminal_size(fd=1, /):
    """How many columns and lines a terminal shows."""
    ...


def getcwd():
    """The path of the folder that relative paths start from."""
    ...


def getcwdb():
    """What getcwd() gives, as bytes."""
    ...


def getegid():
    """Return the effective group id."""
    ...


def geteuid():
    """Return the effective user id."""
    ...


def getgid():
    """Return the group id."""
    ...


def getgrouplist(user, group, /):
    """The groups of a user, and a group to add to them."""
    ...


def getgroups():
    """The groups of this process besides its own."""
    ...


def getloadavg():
    """How many processes wanted to run, on average over the last minute, five and fifteen."""
    ...


def getlogin():
    """The name of the user who logged in on the terminal."""
    ...


def getpgid(pid):
    """The process group that a process is in."""
    ...


def getpgrp():
    """The process group of this process."""
    ...


def getpid():
    """The number of this process."""
    ...


def getppid():
    """The number of the process that started this one."""
    ...


def getpriority(which, who):
    """The scheduling priority of processes."""
    ...


def getrandom(size, flags=0):
    """Random bytes from the kernel."""
    ...


def getresgid():
    """The three group ids of the process: real, effective, saved."""
    ...


def getresuid():
    """The three user ids of the process: real, effective, saved."""
    ...


def getsid(pid, /):
    """The session that a process is in."""
    ...


def getuid():
    """Return the user id."""
    ...


def getxattr(path, attribute, *, follow_symlinks=True):
    """What an extended attribute of a file has, as bytes."""
    ...


def initgroups(username, gid, /):
    """Sets the other groups of the process: those of a user, and one more."""
    ...


def isatty(fd, /):
    """Whether a descriptor belongs to a terminal."""
    ...


def kill(pid, signal, /):
    """Sends a signal to a process."""
    ...


def killpg(pgid, signal, /):
    """Sends a signal to a process group."""
    ...


def lchown(path, uid, gid):
    """Gives a file to a user and a group; of a symbolic link the link itself."""
    ...


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    """Gives a file one more name."""
    ...


def listdir(path=None):
    """The names of what is in a folder, in no order."""
    ...


def listxattr(path=None, *, follow_symlinks=True):
    """What extended attributes a file has."""
    ...


def lockf(fd, command, length, /):
    """Locks a part of an open file, unlocks it, or asks for its lock."""
    ...


def login_tty(fd, /):
    """Makes a terminal control this process, in a session of its own, and be its standard input, output and error."""
    ...


def lseek(fd, position, whence, /):
    """Moves to a position in an open file; gives it, counted from the start."""
    ...


def lstat(path, *, dir_fd=None):
    """Like stat(), but of a symbolic link itself."""
    ...


def major(device, /):
    """The part of a device's number that tells its driver."""
    ...


def makedev(major, minor, /):
    """The number of a device, made of its two parts."""
    ...


def memfd_create(name, flags=1):
    """Create an anonymous file that lives in memory."""
    ...


def minor(device, /):
    """The part of a device's number that tells it from others of its driver."""
    ...


def mkdir(path, mode=511, *, dir_fd=None):
    """Makes a folder."""
    ...


def mkfifo(path, mode=438, *, dir_fd=None):
    """Create a named pipe."""
    ...


def mknod(path, mode=384, device=0, *, dir_fd=None):
    """Makes a file, a named pipe or a device, as the mode says."""
    ...


def nice(increment, /):
    """Makes the process nicer to others by a number; gives its niceness now."""
    ...


def open(path, flags, mode=511, *, dir_fd=None):
    """Opens a file and gives its descriptor, which child processes do not inherit."""
    ...


def openpty():
    """Makes a pseudo-terminal and gives the descriptors of its two ends, the controlling one first."""
    ...


def pathconf(path, name):
    """A limit of the system that holds for a path."""
    ...


def pidfd_open(pid, flags=0):
    """A descriptor that stands for a process."""
    ...


def pipe():
    """Makes a pipe and gives the descriptors of its ends: to read from, to write to."""
    ...


def pipe2(flags, /):
    """Like pipe(), with flags such as O_NONBLOCK from the start."""
    ...


def posix_fadvise(fd, offset, length, advice, /):
    """Tells the kernel how a part of a file is going to be read."""
    ...


def posix_fallocate(fd, offset, length, /):
    """Reserves the space for a part of a file."""
    ...


def posix_spawn(path, argv, env, /, *, file_actions=..., setpgroup=..., resetids=False, setsid=False,
        setsigmask=..., setsigdef=..., scheduler=...):
    """Starts a program as a child process; gives its number."""
    ...


def posix_spawnp(path, argv, env, /, *, file_actions=..., setpgroup=..., resetids=False, setsid=False,
        setsigmask=..., setsigdef=..., scheduler=...):
    """Starts a program, found along PATH, as a child process; gives its number."""
    ...


def pread(fd, length, offset, /):
    """Bytes of an open file from a place in it, without moving there."""
    ...


def preadv(fd, buffers, offset, flags=0, /):
    """Fills buffers from a place in an open file; gives how many bytes there were."""
    ...


def putenv(name, value, /):
    """Sets a variable in the environment of this process."""
    ...


def pwrite(fd, buffer, offset, /):
    """Writes at a place in an open file, without moving there; gives how many bytes it wrote."""
    ...


def pwritev(fd, buffers, offset, flags=0, /):
    """Writes what buffers have at a place in an open file."""
    ...


def read(fd, length, /):
    """At most length bytes from an open file; none at its end."""
    ...


def readlink(path, *, dir_fd=None):
    """Where a symbolic link leads."""
    ...


def readv(fd, buffers, /):
    """Fills buffers from an open file; gives how many bytes there were."""
    ...


def register_at_fork(*, before=..., after_in_child=..., after_in_parent=...):
    """Names functions that fork() calls: before it, in the copy, in the original."""
    ...


def remove(path, *, dir_fd=None):
    """Remove a file."""
    ...


def removexattr(path, attribute, *, follow_symlinks=True):
    """Takes an extended attribute away from a file."""
    ...


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Moves a file or folder to another path of the same file system."""
    ...


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    """Moves a file or folder to another path; a file that is there is lost."""
    ...


def rmdir(path, *, dir_fd=None):
    """Removes an empty folder."""
    ...


def scandir(path=None):
    """Iterates over what is in a folder, one DirEntry for each."""
    ...


def sched_get_priority_max(policy):
    """The highest priority that a scheduling policy has."""
    ...


def sched_get_priority_min(policy):
    """The lowest priority that a scheduling policy has."""
    ...


def sched_getaffinity(pid, /):
    """The processors that a process may use."""
    ...


def sched_getparam(pid, /):
    """The scheduling priority of a process, as a sched_param."""
    ...


def sched_getscheduler(pid, /):
    """How a process is scheduled: SCHED_OTHER, SCHED_FIFO and so on."""
    ...


def sched_rr_get_interval(pid, /):
    """How many seconds a process runs before its turn ends, under SCHED_RR."""
    ...


def sched_setaffinity(pid, mask, /):
    """Restricts a process to some processors."""
    ...


def sched_setparam(pid, param, /):
    """Sets the scheduling priority of a process."""
    ...


def sched_setscheduler(pid, policy, param, /):
    """Sets how a process is scheduled, and its priority."""
    ...


def sched_yield():
    """Lets other threads run first."""
    ...


def sendfile(out_fd, in_fd, offset, count):
    """Lets the kernel copy up to count bytes from in_fd to out_fd; gives how many it copied."""
    ...


def set_blocking(fd, blocking, /):
    """Sets whether reading and writing wait until they can be done."""
    ...


def set_inheritable(fd, inheritable, /):
    """Sets whether programs that replace this process keep the descriptor."""
    ...


def setegid(egid, /):
    """Set the effective group id."""
    ...


def seteuid(euid, /):
    """Set the effective user id."""
    ...


def setgid(gid, /):
    """Set the group id."""
    ...


def setgroups(groups, /):
    """Sets the groups of this process besides its own."""
    ...


def setpgid(pid, pgrp, /):
    """Puts a process into a process group."""
    ...


def setpgrp():
    """Puts this process into a group of its own."""
    ...


def setpriority(which, who, priority):
    """Sets the scheduling priority of processes."""
    ...


def setregid(rgid, egid, /):
    """Sets two group ids of the process: real, effective."""
    ...


def setresgid(rgid, egid, sgid, /):
    """Sets all three group ids of the process."""
    ...


def setresuid(ruid, euid, suid, /):
    """Sets all three user ids of the process."""
    ...


def setreuid(ruid, euid, /):
    """Sets two user ids of the process: real, effective."""
    ...


def setsid():
    """Start a new session."""
    ...


def setuid(uid, /):
    """Set the user id."""
    ...


def setxattr(path, attribute, value, flags=0, *, follow_symlinks=True):
    """Gives a file an extended attribute, or another value for it."""
    ...


def splice(src, dst, count, offset_src=None, offset_dst=None, flags=0):
    """Moves up to count bytes between two open files, one of them a pipe; gives how many."""
    ...


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """What the system knows about a file, as a stat_result."""
    ...


def statvfs(path):
    """Figures of the file system that holds a path."""
    ...


def strerror(code, /):
    """What an error number means, in words."""
    ...


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    """Makes dst a symbolic link that leads to src."""
    ...


def sync():
    """Asks the kernel to write all buffers to their devices."""
    ...


def sysconf(name, /):
    """A setting of the system that is a number."""
    ...


def system(command):
    """Runs a command in a shell and returns its status."""
    ...


def tcgetpgrp(fd, /):
    """The process group that a terminal obeys."""
    ...


def tcsetpgrp(fd, pgid, /):
    """Makes a terminal obey a process group."""
    ...


def times():
    """Processor time of this process and its children so far, and a clock's time."""
    ...


def truncate(path, length):
    """Cuts or extends a file to a length."""
    ...


def ttyname(fd, /):
    """The path of the terminal that a descriptor belongs to."""
    ...


def umask(mask, /):
    """Sets which permissions new files do not get; gives the mask until now."""
    ...


def uname():
    """Names and versions of the kernel and the machine."""
    ...


def unlink(path, *, dir_fd=None):
    """Remove a file."""
    ...


def unsetenv(name, /):
    """Removes a variable from the environment of this process."""
    ...


def urandom(size, /):
    """Random bytes that nobody can guess."""
    ...


def utime(path, times=None, *, ns=..., dir_fd=None, follow_symlinks=True):
    """Sets when a file was last read and last written."""
    ...


def wait():
    """Waits for a child process; gives its number and status."""
    ...


def wait3(options):
    """Waits for any child process; gives its number, its status and what it used."""
    ...


def wait4(pid, options):
    """Waits for one child process; gives its number, its status and what it used."""
    ...


def waitid(idtype, id, options, /):
    """Waits until a child that is meant changes its state, and says what happened."""
    ...


def waitpid(pid, options, /):
    """Waits for a child process; gives its number and status."""
    ...


def waitstatus_to_exitcode(status):
    """The exit code in a status; the negative number of the signal if one ended the process."""
    ...


def write(fd, data, /):
    """Writes bytes to an open file; gives how many it took."""
    ...


def writev(fd, buffers, /):
    """Writes what buffers have to an open file; gives how many bytes it took."""
    ...


class DirEntry(kind="DirEntry", no_instances=True, final=True):
    """An entry of a directory, as scandir() finds it."""

    name = member("name", readonly=True)
    path = member("path", readonly=True)

    def __repr__(self, /): ...
    def is_dir(self, *, follow_symlinks=True):
        """Whether the entry is a folder."""
        ...
    def is_file(self, *, follow_symlinks=True):
        """Whether the entry is a regular file."""
        ...
    def is_symlink(self):
        """Whether the entry is itself a symbolic link."""
        ...
    def stat(self, *, follow_symlinks=True):
        """What stat() knows about the entry; it is asked once."""
        ...
    def inode(self):
        """The number of the entry's inode."""
        ...
    def __fspath__(self):
        """The entry's path."""
        ...
    @classmethod
    def __class_getitem__(cls, item, /):
        """See PEP 585."""
        ...


class ScandirIterator(kind="ScandirIterator", no_instances=True, final=True):
    """Iterates over the entries of a directory."""

    def __iter__(self, /): ...
    def __next__(self, /): ...
    def __enter__(self): ...
    def __exit__(self, *args): ...
    def close(self):
        """Ends the iteration and closes the folder."""
        ...
    def __del__(self, /): ...
