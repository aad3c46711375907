namespace WasiHal.Linux;

/// <summary>A device file, and what its user is told when it cannot be opened.</summary>
/// <param name="Path">Such as <c>/dev/i2c-1</c>.</param>
/// <param name="Family">How the names of all files of its kind in <c>/dev</c> begin, such as <c>i2c-</c>.</param>
/// <param name="Group">The group whose members may open it, such as <c>i2c</c>.</param>
/// <param name="Remedy">What makes the file appear, as an order that continues a sentence: <c>add … and restart</c>.</param>
internal sealed record DeviceFile(string Path, string Family, string Group, string Remedy)
{
    /// <summary>Says why the file could not be opened, and what to do.</summary>
    /// <param name="cause">What System.Device.Gpio or .NET threw.</param>
    /// <param name="files">Where to look for the files that there are.</param>
    public HardwareException Fault(Exception cause, IKernelFiles files)
    {
        var there = files.List("dev").Where(name => name.StartsWith(Family, StringComparison.Ordinal)).Select(name => $"/dev/{name}").ToArray();
        return KernelError.In(cause) switch
        {
            KernelError.NoEntry => Missing(cause, there),
            KernelError.AccessDenied or KernelError.NotPermitted => Refused(cause),
            KernelError.NoDevice or KernelError.NoDeviceOrAddress => new(HardwareErrorKind.NotPresent, $"{Path} is there, but no device is behind it.", cause),
            KernelError.Busy => new(HardwareErrorKind.Busy, $"{Path} is in use by another program.", cause),

            // No number: .NET's own classes refuse access to a file that is not there, too.
            null when cause is PlatformNotSupportedException or DllNotFoundException => Missing(cause, there),
            null when cause is UnauthorizedAccessException => there.Contains(Path) ? Refused(cause) : Missing(cause, there),
            _ => new(HardwareErrorKind.Other, $"{Path} cannot be opened: {cause.Message}", cause),
        };
    }

    private HardwareException Missing(Exception cause, string[] there) => new(
        HardwareErrorKind.NotPresent,
        $"There is no {Path} ({(there.Length == 0 ? $"nor any other /dev/{Family}*" : $"there is {string.Join(", ", there)}")}): {Remedy}.",
        cause);

    private HardwareException Refused(Exception cause) => new(
        HardwareErrorKind.Denied,
        $"{Path} may not be opened by this user: add the user to group {Group} (sudo usermod -aG {Group} USER) and sign in again, or restart the service.",
        cause);
}
