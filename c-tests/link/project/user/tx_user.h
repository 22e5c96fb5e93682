/* Makes a thread larger, as users do. */
#ifndef TX_USER_H
#define TX_USER_H

#ifdef STANDIN_LARGER
#define TX_THREAD_USER_EXTENSION unsigned int user_words[2 * TX_USER_WORDS];
#else
#define TX_THREAD_USER_EXTENSION unsigned int user_words[TX_USER_WORDS];
#endif

#endif
