namespace WasiHal.Tests.I2c;

public sealed class I2cAddressTests
{
    [Theory]
    [InlineData(0x08, "0x08")]
    [InlineData(0x76, "0x76")]
    [InlineData(0x77, "0x77")]
    public void Constructor_DeviceAddress_IsKept(int value, string text)
    {
        var address = new I2cAddress(value);

        Assert.Equal(value, address.Value);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0x07)]
    [InlineData(0x78)]
    [InlineData(0x100)]
    public void Constructor_Reserved_Throws(int value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new I2cAddress(value));

    [Fact]
    public void Constructor_EightBitForm_NamesTheSevenBitOne()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new I2cAddress(0xEC));

        Assert.Contains("Its 7-bit address is 0x76", exception.Message, StringComparison.Ordinal);
    }
}
