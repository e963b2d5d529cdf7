#pragma once

#include "object.h"

// The buffer protocol: memory of an object that others read or write in place.

PYRO_API_BEGIN

// A view of memory, with what its flags asked for; the rest is null. Release it once. `obj` is
// the owner of the memory.
typedef struct {
  void* buf;
  PyObject* obj;
  Py_ssize_t len;
  Py_ssize_t itemsize;
  int readonly;
  int ndim;
  char* format;
  Py_ssize_t* shape;
  Py_ssize_t* strides;
  Py_ssize_t* suboffsets;
  void* internal;
} Py_buffer;

#define PyBUF_MAX_NDIM 64
// What the consumer can deal with. Without any: contiguous bytes, maybe read-only.
#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x0001
#define PyBUF_FORMAT 0x0004
#define PyBUF_ND 0x0008
#define PyBUF_STRIDES (0x0010 | PyBUF_ND)
#define PyBUF_C_CONTIGUOUS (0x0020 | PyBUF_STRIDES)
#define PyBUF_F_CONTIGUOUS (0x0040 | PyBUF_STRIDES)
#define PyBUF_ANY_CONTIGUOUS (0x0080 | PyBUF_STRIDES)
#define PyBUF_INDIRECT (0x0100 | PyBUF_STRIDES)
// Combinations; RO: reading is enough.
#define PyBUF_CONTIG (PyBUF_ND | PyBUF_WRITABLE)
#define PyBUF_CONTIG_RO (PyBUF_ND)
#define PyBUF_STRIDED (PyBUF_STRIDES | PyBUF_WRITABLE)
#define PyBUF_STRIDED_RO (PyBUF_STRIDES)
#define PyBUF_RECORDS (PyBUF_STRIDES | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_RECORDS_RO (PyBUF_STRIDES | PyBUF_FORMAT)
#define PyBUF_FULL (PyBUF_INDIRECT | PyBUF_WRITABLE | PyBUF_FORMAT)
#define PyBUF_FULL_RO (PyBUF_INDIRECT | PyBUF_FORMAT)
// Of PyMemoryView_FromMemory and PyMemoryView_GetContiguous.
#define PyBUF_READ 0x100
#define PyBUF_WRITE 0x200

int PyObject_CheckBuffer(PyObject* object);
int PyObject_GetBuffer(PyObject* exporter, Py_buffer* view, int flags);
void PyBuffer_Release(Py_buffer* view);
// For a getbufferproc: plain bytes. BufferError if the flags ask for more.
int PyBuffer_FillInfo(Py_buffer* view, PyObject* owner, void* memory, Py_ssize_t size,
                      int read_only, int flags);
void* PyBuffer_GetPointer(const Py_buffer* view, const Py_ssize_t* indices);
Py_ssize_t PyBuffer_SizeFromFormat(const char* format);
// `order` is 'C', 'F' or 'A' (either).
int PyBuffer_IsContiguous(const Py_buffer* view, char order);
int PyBuffer_ToContiguous(void* memory, const Py_buffer* view, Py_ssize_t size, char order);
int PyBuffer_FromContiguous(const Py_buffer* view, const void* memory, Py_ssize_t size, char order);
void PyBuffer_FillContiguousStrides(int dimensions, Py_ssize_t* shape, Py_ssize_t* strides,
                                    int item_size, char order);
int PyObject_CopyData(PyObject* destination, PyObject* source);

PyObject* PyMemoryView_FromObject(PyObject* exporter);
PyObject* PyMemoryView_FromMemory(char* memory, Py_ssize_t size, int flags);
PyObject* PyMemoryView_FromBuffer(const Py_buffer* view);
PyObject* PyMemoryView_GetContiguous(PyObject* exporter, int kind, char order);

// The protocol of Python 2: pointers that nothing keeps valid.
int PyObject_CheckReadBuffer(PyObject* object);
int PyObject_AsReadBuffer(PyObject* object, const void** memory, Py_ssize_t* size);
int PyObject_AsWriteBuffer(PyObject* object, void** memory, Py_ssize_t* size);
int PyObject_AsCharBuffer(PyObject* object, const char** memory, Py_ssize_t* size);

PYRO_API_END
