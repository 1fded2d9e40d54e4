;; Counts the words and lines of every file directly inside the directory /inputs and prints
;;
;;   <words> <lines> <name>      one line for each file, in the order of the directory
;;   <words> <lines> total
;;
;; A word is a run of bytes greater than the space. Exit code 2: /inputs is missing; 3: a file cannot be read.
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir" (func $fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))

  ;; Memory: page 0 small things, page 1 one buffer of directory entries, pages 2 to 3 file contents.
  ;;   0 result of path_open   8 vector of one buffer   16 byte count   64..96 digits   128 text constants
  (memory (export "memory") 4)
  (data (i32.const 128) "inputs")
  (data (i32.const 136) "total")
  (data (i32.const 144) " ")
  (data (i32.const 145) "\n")

  (global $words (mut i64) (i64.const 0))
  (global $lines (mut i64) (i64.const 0))
  (global $all_words (mut i64) (i64.const 0))
  (global $all_lines (mut i64) (i64.const 0))

  (func $write (param $at i32) (param $length i32)
    (i32.store (i32.const 8) (local.get $at))
    (i32.store (i32.const 12) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16))))

  (func $write_number (param $number i64)
    (local $at i32)
    (local.set $at (i32.const 96))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $number) (i64.const 10)))))
      (local.set $number (i64.div_u (local.get $number) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $number) (i64.const 0))))
    (call $write (local.get $at) (i32.sub (i32.const 96) (local.get $at)))
    (call $write (i32.const 144) (i32.const 1)))

  (func $report (param $words i64) (param $lines i64) (param $name i32) (param $name_length i32)
    (call $write_number (local.get $words))
    (call $write_number (local.get $lines))
    (call $write (local.get $name) (local.get $name_length))
    (call $write (i32.const 145) (i32.const 1)))

  ;; Opens a path below a directory; flag 2 asks for a directory. The descriptor is left at address 0. The rights are to
  ;; read (bit 1), and for a directory to open what is in it (bit 13) and to list it (bit 14).
  (func $open (param $directory i32) (param $name i32) (param $name_length i32) (param $flags i32) (result i32)
    (call $path_open (local.get $directory) (i32.const 0) (local.get $name) (local.get $name_length)
      (local.get $flags) (i64.const 0x6002) (i64.const 0x6002) (i32.const 0) (i32.const 0)))

  (func $count (param $file i32)
    (local $at i32) (local $end i32) (local $byte i32) (local $in_word i32)
    (global.set $words (i64.const 0))
    (global.set $lines (i64.const 0))
    (block $done
      (loop $read
        (i32.store (i32.const 8) (i32.const 131072))
        (i32.store (i32.const 12) (i32.const 65536))
        (if (call $fd_read (local.get $file) (i32.const 8) (i32.const 1) (i32.const 16))
          (then (call $proc_exit (i32.const 3))))
        (br_if $done (i32.eqz (i32.load (i32.const 16))))
        (local.set $at (i32.const 131072))
        (local.set $end (i32.add (local.get $at) (i32.load (i32.const 16))))
        (loop $next
          (local.set $byte (i32.load8_u (local.get $at)))
          (if (i32.eq (local.get $byte) (i32.const 10))
            (then (global.set $lines (i64.add (global.get $lines) (i64.const 1)))))
          (if (i32.gt_u (local.get $byte) (i32.const 32))
            (then
              (if (i32.eqz (local.get $in_word))
                (then (global.set $words (i64.add (global.get $words) (i64.const 1)))))
              (local.set $in_word (i32.const 1)))
            (else (local.set $in_word (i32.const 0))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
        (br $read))))

  ;; Counts the file that a directory entry names: 24 bytes of header (cookie, inode, name length, type), then the name.
  (func $count_entry (param $directory i32) (param $entry i32)
    (local $name i32) (local $length i32) (local $file i32)
    (local.set $name (i32.add (local.get $entry) (i32.const 24)))
    (local.set $length (i32.load (i32.add (local.get $entry) (i32.const 16))))
    ;; Type 4 is a regular file.
    (if (i32.eq (i32.load8_u (i32.add (local.get $entry) (i32.const 20))) (i32.const 4))
      (then
        (if (call $open (local.get $directory) (local.get $name) (local.get $length) (i32.const 0))
          (then (call $proc_exit (i32.const 3))))
        (local.set $file (i32.load (i32.const 0)))
        (call $count (local.get $file))
        (drop (call $fd_close (local.get $file)))
        (global.set $all_words (i64.add (global.get $all_words) (global.get $words)))
        (global.set $all_lines (i64.add (global.get $all_lines) (global.get $lines)))
        (call $report (global.get $words) (global.get $lines) (local.get $name) (local.get $length)))))

  (func (export "_start")
    (local $directory i32) (local $cookie i64) (local $at i32) (local $end i32) (local $size i32)
    (if (call $open (i32.const 3) (i32.const 128) (i32.const 6) (i32.const 2))
      (then (call $proc_exit (i32.const 2))))
    (local.set $directory (i32.load (i32.const 0)))
    (block $no_more
      (loop $batch
        (drop (call $fd_readdir (local.get $directory) (i32.const 65536) (i32.const 65536)
          (local.get $cookie) (i32.const 16)))
        (local.set $at (i32.const 65536))
        (local.set $end (i32.add (local.get $at) (i32.load (i32.const 16))))
        (block $batch_done
          (loop $entry
            ;; An entry that is cut off at the end of the buffer comes again with the next batch.
            (br_if $batch_done (i32.gt_u (i32.add (local.get $at) (i32.const 24)) (local.get $end)))
            (local.set $size (i32.add (i32.const 24) (i32.load (i32.add (local.get $at) (i32.const 16)))))
            (br_if $batch_done (i32.gt_u (i32.add (local.get $at) (local.get $size)) (local.get $end)))
            (call $count_entry (local.get $directory) (local.get $at))
            (local.set $cookie (i64.load (local.get $at)))
            (local.set $at (i32.add (local.get $at) (local.get $size)))
            (br $entry)))
        ;; A buffer that is not full holds the end of the directory.
        (br_if $batch (i32.eq (local.get $end) (i32.const 131072)))))
    (call $report (global.get $all_words) (global.get $all_lines) (i32.const 136) (i32.const 5))
    (call $proc_exit (i32.const 0))))
