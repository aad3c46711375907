using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

/// <summary>A driver as the datasheet has it, with nothing from the simulation: it knows only the bus.</summary>
internal sealed class Bme680Driver(II2cBus bus, I2cAddress address)
{
    private static readonly double[] K1 = [0, 0, 0, 0, 0, -1, 0, -0.8, 0, 0, -0.2, -0.5, 0, -1, 0, 0];
    private static readonly double[] K2 = [0, 0, 0, 0, 0.1, 0.7, 0, -0.8, -0.1, 0, 0, 0, 0, 0, 0, 0];

    private readonly Dictionary<string, double> _numbers = [];

    public byte[] Read(byte register, int count)
    {
        var read = new byte[count];
        bus.WriteRead(address, [register], read);
        return read;
    }

    public void Write(params byte[] pairs) => bus.WriteRead(address, pairs, []);

    /// <summary>Checks the chip and reads its calibration.</summary>
    public void Open()
    {
        Assert.Equal(0x61, Read(0xD0, 1)[0]);
        var (first, second, heater) = (Read(0x8A, 23), Read(0xE1, 14), Read(0x00, 5));
        Take("t1", second[8] | (second[9] << 8));
        Take("t2", Word(first, 0));
        Take("t3", (sbyte)first[2]);
        Take("p1", (ushort)Word(first, 4));
        Take("p2", Word(first, 6));
        Take("p3", (sbyte)first[8]);
        Take("p4", Word(first, 10));
        Take("p5", Word(first, 12));
        Take("p6", (sbyte)first[15]);
        Take("p7", (sbyte)first[14]);
        Take("p8", Word(first, 18));
        Take("p9", Word(first, 20));
        Take("p10", first[22]);
        Take("h1", (second[2] << 4) + (second[1] % 16));
        Take("h2", (second[0] << 4) + (second[1] / 16));
        Take("h3", (sbyte)second[3]);
        Take("h4", (sbyte)second[4]);
        Take("h5", (sbyte)second[5]);
        Take("h6", second[6]);
        Take("h7", (sbyte)second[7]);
        Take("gh1", (sbyte)second[12]);
        Take("gh2", Word(second, 10));
        Take("gh3", (sbyte)second[13]);
        Take("heat_range", (heater[2] & 0x30) / 16);
        Take("heat_val", (sbyte)heater[0]);
        Take("sw_err", (sbyte)(heater[4] & 0xF0) / 16);
    }

    /// <summary>Sets oversampling and heater and starts a forced measurement.</summary>
    public void Start(int heaterCelsius = 320, int heaterMilliseconds = 150, byte humidity = 1, byte temperature = 2, byte pressure = 3)
    {
        Write(0x72, humidity, 0x5A, HeaterCode(heaterCelsius), 0x64, EncodeGasWait(heaterMilliseconds), 0x70, 0x00, 0x71, 0x10);
        Write(0x74, (byte)((temperature << 5) | (pressure << 2) | 1));
    }

    /// <summary>The result of a finished measurement.</summary>
    public EnvironmentSample Result(out bool heaterStable)
    {
        var field = Read(0x1D, 17);
        Assert.Equal(0x80, field[0] & 0xE0);
        Assert.Equal(0x20, field[14] & 0x20);
        heaterStable = (field[14] & 0x10) != 0;

        var adc = (field[5] << 12) | (field[6] << 4) | (field[7] >> 4);
        var difference = (adc / 131072.0) - (N("t1") / 8192);
        var fine = (((adc / 16384.0) - (N("t1") / 1024)) * N("t2")) + (difference * difference * N("t3") * 16);
        var celsius = fine / 5120;
        return new(
            celsius,
            Humidity((field[8] << 8) | field[9], celsius),
            Pressure((field[2] << 12) | (field[3] << 4) | (field[4] >> 4), fine),
            Gas((field[13] << 2) | (field[14] >> 6), field[14] & 15));
    }

    public static byte EncodeGasWait(int milliseconds)
    {
        var divisions = 0;
        for (; milliseconds > 63 && divisions < 4; divisions++)
        {
            milliseconds /= 4;
        }

        return divisions == 4 ? (byte)0xFF : (byte)(milliseconds + (64 * divisions));
    }

    private byte HeaterCode(double celsius)
    {
        var step = (N("gh1") / 16) + 49;
        var slope = (N("gh2") / 32768 * 0.0005) + 0.00235;
        var sum = (step * (1 + (slope * celsius))) + (N("gh3") / 1024 * 25);
        return (byte)(3.4 * ((sum * (4 / (4 + N("heat_range"))) * (1 / (1 + (N("heat_val") * 0.002)))) - 25));
    }

    private double Pressure(int adc, double fine)
    {
        var var1 = (fine / 2) - 64000;
        var var2 = var1 * var1 * (N("p6") / 131072);
        var2 += var1 * N("p5") * 2;
        var2 = (var2 / 4) + (N("p4") * 65536);
        var1 = ((N("p3") * var1 * var1 / 16384) + (N("p2") * var1)) / 524288;
        var1 = (1 + (var1 / 32768)) * N("p1");
        var pascals = (1048576.0 - adc - (var2 / 4096)) * 6250 / var1;
        var1 = N("p9") * pascals * pascals / 2147483648;
        var2 = pascals * (N("p8") / 32768);
        return pascals + ((var1 + var2 + (Math.Pow(pascals / 256, 3) * N("p10") / 131072) + (N("p7") * 128)) / 16);
    }

    private double Humidity(int adc, double celsius)
    {
        var var1 = adc - ((N("h1") * 16) + (N("h3") / 2 * celsius));
        var var2 = var1 * (N("h2") / 262144 * (1 + (N("h4") / 16384 * celsius) + (N("h5") / 1048576 * celsius * celsius)));
        return Math.Clamp(var2 + (((N("h6") / 16384) + (N("h7") / 2097152 * celsius)) * var2 * var2), 0, 100);
    }

    private double Gas(int adc, int range)
    {
        var var1 = (1340 + (5 * N("sw_err"))) * (1 + (K1[range] / 100));
        return 1 / ((1 + (K2[range] / 100)) * 0.000000125 * (1 << range) * (((adc - 512) / var1) + 1));
    }

    private void Take(string name, double number) => _numbers[name] = number;

    private double N(string name) => _numbers[name];

    private static short Word(byte[] bytes, int index) => (short)(bytes[index] | (bytes[index + 1] << 8));
}
