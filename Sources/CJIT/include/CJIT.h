#ifndef CJIT_H
#define CJIT_H

#include <stddef.h>
#include <stdint.h>

/// Memory for generated code, mapped twice: one place to write, one to execute. No page is ever both.
typedef struct {
  uint8_t *writable;
  uint8_t *executable;
  size_t size;
} cjit_buffer;

/// Maps `size` bytes; `writable` is NULL where the host forbids it, and `errno` says why.
cjit_buffer cjit_map(size_t size);

/// Unmaps a buffer.
void cjit_unmap(cjit_buffer buffer);

/// Has the processor execute what was written to `size` bytes, which `executable` is the address of: arm64's cache of instructions
/// does not follow writes.
void cjit_publish(uint8_t *executable, size_t size);

/// Whether the processor has what generated code needs: arm64, or x86-64 with LAHF and SAHF in 64-bit mode.
int cjit_is_supported(void);

#endif
