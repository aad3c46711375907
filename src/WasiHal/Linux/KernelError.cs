using System.Globalization;

namespace WasiHal.Linux;

/// <summary>Error numbers of the kernel, <c>include/uapi/asm-generic/errno*.h</c>, the same on x64 and Arm64.</summary>
internal static class KernelError
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoDeviceOrAddress = 6;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int NotATerminal = 25;
    public const int Protocol = 71;
    public const int MessageTooLong = 90;
    public const int NotSupported = 95;
    public const int ShutDown = 108;
    public const int TimedOut = 110;
    public const int RemoteInputOutput = 121;

    /// <summary>
    /// The error number in a message of System.Device.Gpio, such as <c>Error 6 (No such device or address) performing I2C
    /// data transfer.</c>: the package tells it nowhere else. Null when there is none.
    /// </summary>
    public static int? In(Exception exception)
    {
        const string Before = "rror ";
        const string BeforeColon = "rror: ";
        for (var fault = exception; fault is not null; fault = fault.InnerException)
        {
            var message = fault.Message.AsSpan();
            foreach (var before in (ReadOnlySpan<string>)[Before, BeforeColon])
            {
                if (message.IndexOf(before, StringComparison.Ordinal) is >= 0 and var at)
                {
                    var rest = message[(at + before.Length)..];
                    var digits = rest[..(rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length)];
                    if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != 0)
                    {
                        return number;
                    }
                }
            }
        }

        return null;
    }
}
