using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class DeviceFileTests
{
    private readonly CannedFiles _files = new() { ["dev/null"] = "" };
    private readonly DeviceFile _device = new("/dev/i2c-1", "i2c-", "i2c", "switch it on");

    [Fact]
    public void Fault_NoSuchFile_SaysWhatToDoAndWhatThereIs()
    {
        Check(KernelAnswer.Exception(KernelError.NoEntry, "."), HardwareErrorKind.NotPresent, "There is no /dev/i2c-1 (nor any other /dev/i2c-*): switch it on.");

        (_files["dev/i2c-20"], _files["dev/i2c-21"]) = ("", "");

        Check(KernelAnswer.Exception(KernelError.NoEntry, "."), HardwareErrorKind.NotPresent, "There is no /dev/i2c-1 (there is /dev/i2c-20, /dev/i2c-21): switch it on.");
    }

    [Theory]
    [InlineData(KernelError.AccessDenied)]
    [InlineData(KernelError.NotPermitted)]
    public void Fault_NotAllowed_NamesTheGroup(int error) =>
        Check(KernelAnswer.Exception(error, "."), HardwareErrorKind.Denied, "/dev/i2c-1 may not be opened", "sudo usermod -aG i2c USER", "sign in again");

    [Theory]
    [InlineData(KernelError.NoDevice, HardwareErrorKind.NotPresent, "no device is behind it")]
    [InlineData(KernelError.NoDeviceOrAddress, HardwareErrorKind.NotPresent, "no device is behind it")]
    [InlineData(KernelError.Busy, HardwareErrorKind.Busy, "in use by another program")]
    [InlineData(24, HardwareErrorKind.Other, "Too many open files")]
    public void Fault_OtherNumber_HasItsMeaning(int error, HardwareErrorKind kind, string words) =>
        Check(KernelAnswer.Exception(error, "."), kind, "/dev/i2c-1", words);

    [Fact]
    public void Fault_ClassOfDotNet_IsReadByWhatThereIs()
    {
        Check(new PlatformNotSupportedException(), HardwareErrorKind.NotPresent, "There is no /dev/i2c-1");
        Check(new DllNotFoundException(), HardwareErrorKind.NotPresent, "There is no /dev/i2c-1");
        Check(new UnauthorizedAccessException("Access is denied."), HardwareErrorKind.NotPresent, "There is no /dev/i2c-1");

        _files["dev/i2c-1"] = "";

        Check(new UnauthorizedAccessException("Access is denied."), HardwareErrorKind.Denied, "usermod");
        Check(new IOException("Something."), HardwareErrorKind.Other, "Something.");
    }

    private void Check(Exception cause, HardwareErrorKind kind, params ReadOnlySpan<string> words)
    {
        var fault = _device.Fault(cause, _files);

        Assert.Equal(kind, fault.Kind);
        Assert.Same(cause, fault.InnerException);
        foreach (var word in words)
        {
            Assert.Contains(word, fault.Message, StringComparison.Ordinal);
        }
    }
}
