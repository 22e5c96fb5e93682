/* Compiled with each target that uses the library, in that target's own configuration: the header compares it with the
   library's, and the compiler says where they differ. Defines nothing. */
#include "nxd_mqtt_layout.h"
