/* Something of ThreadX. */
void standin_threadx(void);

void standin_threadx(void)
{
}
