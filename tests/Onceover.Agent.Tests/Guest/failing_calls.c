/*
 * To be loaded before the C library: calls that the agent makes to it fail, and nobody else's. FAILING_CALLS is "FIRST-LAST", the numbers of the
 * calls that fail, from 1; how many there were is written to the file that FAILING_CALLS_COUNT names, when the process ends.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static long calls;
static long first = -1;
static long last = -1;

static int fails(void *caller)
{
    Dl_info place;
    if (!dladdr(caller, &place) || !place.dli_fname || !strstr(place.dli_fname, "/sitecustomize.so"))
        return 0;
    if (first < 0) {
        const char *range = getenv("FAILING_CALLS");
        first = 0;
        if (range)
            sscanf(range, "%ld-%ld", &first, &last);
    }
    long number = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
    return number >= first && number <= last;
}

__attribute__((destructor)) static void count(void)
{
    const char *name = getenv("FAILING_CALLS_COUNT");
    FILE *file = name && calls ? fopen(name, "w") : NULL;
    if (file) {
        fprintf(file, "%ld", calls);
        fclose(file);
    }
}

#define FAIL(result, error) if (fails(__builtin_return_address(0))) { errno = error; return result; }
#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

void *malloc(size_t size) { FAIL(NULL, ENOMEM) return __libc_malloc(size); }
void *calloc(size_t number, size_t size) { FAIL(NULL, ENOMEM) return __libc_calloc(number, size); }
void *realloc(void *block, size_t size) { FAIL(NULL, ENOMEM) return __libc_realloc(block, size); }
void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) { REAL(mmap); FAIL(MAP_FAILED, ENOMEM) return real(at, size, protection, flags, file, offset); }
int mprotect(void *at, size_t size, int protection) { REAL(mprotect); FAIL(-1, EACCES) return real(at, size, protection); }
int madvise(void *at, size_t size, int advice) { REAL(madvise); FAIL(-1, EFAULT) return real(at, size, advice); }
int ftruncate(int file, off_t size) { REAL(ftruncate); FAIL(-1, EFBIG) return real(file, size); }
int posix_fallocate(int file, off_t offset, off_t size) { REAL(posix_fallocate); FAIL(ENOSPC, ENOSPC) return real(file, offset, size); }
ssize_t read(int file, void *buffer, size_t size) { REAL(read); FAIL(-1, EIO) return real(file, buffer, size); }
off_t lseek(int file, off_t offset, int origin) { REAL(lseek); FAIL(-1, EIO) return real(file, offset, origin); }
char *getcwd(char *buffer, size_t size) { REAL(getcwd); FAIL(NULL, ENOMEM) return real(buffer, size); }
ssize_t readlink(const char *path, char *target, size_t size) { REAL(readlink); FAIL(-1, EIO) return real(path, target, size); }
int access(const char *path, int mode) { REAL(access); FAIL(-1, EIO) return real(path, mode); }
int getrlimit(__rlimit_resource_t resource, struct rlimit *limits) { REAL(getrlimit); FAIL(-1, EFAULT) return real(resource, limits); }

char *realpath(const char *path, char *resolved)
{
    static char *(*real)(const char *, char *);
    if (!real)
        real = (char *(*)(const char *, char *))dlvsym(RTLD_NEXT, "realpath", "GLIBC_2.3");
    FAIL(NULL, EIO)
    return real(path, resolved);
}

int openat(int folder, const char *path, int flags, ...)
{
    REAL(openat);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL(-1, EMFILE)
    return real(folder, path, flags, mode);
}

long syscall(long number, ...)
{
    REAL(syscall);
    long all[6];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < 6; i++)
        all[i] = va_arg(rest, long);
    va_end(rest);
    FAIL(-1, EIO)
    return real(number, all[0], all[1], all[2], all[3], all[4], all[5]);
}
