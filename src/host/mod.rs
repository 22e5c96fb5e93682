//! ThreadX and NetX Duo services on Linux.
