#define _GNU_SOURCE
#include "CJIT.h"

#include <sys/mman.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

cjit_buffer cjit_map(size_t size) {
  cjit_buffer result = {NULL, NULL, 0};
  // Without MFD_EXEC, which vm.memfd_noexec=2 forbids; mapping twice also works where a page may not become executable
  // later (PR_SET_MDWE).
  int file = memfd_create("bandbox-translated", MFD_CLOEXEC);
  if (file < 0) return result;
  if (ftruncate(file, (off_t)size) == 0) {
    void *writable = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    void *executable = mmap(NULL, size, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
    if (writable != MAP_FAILED && executable != MAP_FAILED) {
      result.writable = writable;
      result.executable = executable;
      result.size = size;
    } else {
      if (writable != MAP_FAILED) munmap(writable, size);
      if (executable != MAP_FAILED) munmap(executable, size);
    }
  }
  close(file);
  return result;
}

void cjit_unmap(cjit_buffer buffer) {
  if (buffer.writable == NULL) return;
  munmap(buffer.writable, buffer.size);
  munmap(buffer.executable, buffer.size);
}

void cjit_publish(uint8_t *executable, size_t size) {
  __builtin___clear_cache((char *)executable, (char *)executable + size);
}

int cjit_is_supported(void) {
#if defined(__x86_64__)
  unsigned a, b, c, d;
  return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & 1);
#elif defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}
