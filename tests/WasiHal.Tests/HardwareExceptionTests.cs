namespace WasiHal.Tests;

public sealed class HardwareExceptionTests
{
    [Fact]
    public void Constructor_NoKind_IsOther()
    {
        var cause = new IOException();

        Assert.Equal(HardwareErrorKind.Other, new HardwareException().Kind);
        Assert.Equal(HardwareErrorKind.Other, new HardwareException("it broke").Kind);
        Assert.Same(cause, new HardwareException("it broke", cause).InnerException);
    }
}
