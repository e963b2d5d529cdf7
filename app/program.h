#pragma once

#include "app/startup.h"
#include "runtime/roots.h"

// Running the program that the command line names, and ending the process.
//
// Exit status (library reference, SystemExit): 0 after the end of the program, 1 after an
// exception, what SystemExit says; 2 if the program cannot be opened, 120 if the standard streams
// cannot be flushed. A KeyboardInterrupt that nobody caught ends in the process killing itself with
// SIGINT, so that a shell notices.

namespace pyro::app {

// How a piece of the program ended.
struct Ending {
  int status = 0;
  bool has_exited = false;       // SystemExit: no prompt after this
  bool was_interrupted = false;  // KeyboardInterrupt
};

// Runs the program, and the prompt if that is asked for.
Ending run_program(Thread* thread, Configuration* configuration);
// Runs atexit handlers, flushes the streams, finalizes what the program made. Returns the exit
// status to use.
int shut_down(Thread* thread, int status, word finalizables_at_start);

// The module __main__ (made on first call).
RawObject main_module(Thread* thread);
// Shows the pending exception through sys.excepthook. SystemExit is obeyed unless `inspect`.
Ending report_exception(Thread* thread, bool inspect);
// Flushes sys.stdout and sys.stderr; errors are dropped.
void flush_streams(Thread* thread);
// The prompt (interactive.cpp): reads statements from standard input until its end.
Ending run_prompt(Thread* thread, const Configuration& configuration);
// True if standard input is to be treated as somebody typing.
bool is_interactive(const Configuration& configuration);

}  // namespace pyro::app
