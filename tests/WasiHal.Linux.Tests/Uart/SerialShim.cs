using System.Runtime.InteropServices;

namespace WasiHal.Linux.Tests.Uart;

/// <summary>The serial driver of <c>shim/uart.c</c>. One a process: its tests are one class.</summary>
internal static class SerialShim
{
    public const string Device = "/dev/ttySIM0";

    [DllImport("shim", EntryPoint = "shim_uart_attach", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void Attach(string device, string terminal, uint highestRate);

    [DllImport("shim", EntryPoint = "shim_uart_fail_open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FailOpen(int error);

    [DllImport("shim", EntryPoint = "shim_uart_lose"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void Lose(int byChip, int byKernel);

    [DllImport("shim", EntryPoint = "shim_uart_modem_changes"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int ModemChanges();

    /// <summary>Returns when a thread waits on the terminal.</summary>
    public static void UntilWaitedFor(string terminal)
    {
        while (Waits(terminal) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Thread.Yield();
        }
    }

    [DllImport("shim", EntryPoint = "shim_uart_waits", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Waits(string terminal);
}
