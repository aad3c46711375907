namespace WasiHal.Fake;

/// <summary>
/// From what a BME680 converts to what it measured: Bosch's floating-point formulas (BST-BME680-DS001 section 3.11,
/// BME68x SensorAPI 4.4.8) in double. Pure.
/// </summary>
internal static class Bme680Formulas
{
    private static ReadOnlySpan<double> GasK1 => [0, 0, 0, 0, 0, -1, 0, -0.8, 0, 0, -0.2, -0.5, 0, -1, 0, 0];

    private static ReadOnlySpan<double> GasK2 => [0, 0, 0, 0, 0.1, 0.7, 0, -0.8, -0.1, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>The temperature in 1/5120 °C, which the other formulas go on from.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">20 bits.</param>
    public static double FineTemperature(Bme680Calibration calibration, int raw)
    {
        var linear = ((raw / 16384.0) - (calibration.T1 / 1024.0)) * calibration.T2;
        var offset = (raw / 131072.0) - (calibration.T1 / 8192.0);
        return linear + (offset * offset * 16 * calibration.T3);
    }

    /// <summary>Temperature in °C.</summary>
    public static double Celsius(double fineTemperature) => fineTemperature / 5120;

    /// <summary>Pressure in Pa; 0 where the formula has no answer.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">20 bits.</param>
    /// <param name="fineTemperature">In 1/5120 °C.</param>
    public static double Pascals(Bme680Calibration calibration, int raw, double fineTemperature)
    {
        var a = (fineTemperature / 2) - 64000;
        var b = (a * a * calibration.P6 / 131072) + (2 * a * calibration.P5);
        b = (b / 4) + (65536.0 * calibration.P4);
        a = ((calibration.P3 * a * a / 16384) + (calibration.P2 * a)) / 524288;
        a = (1 + (a / 32768)) * calibration.P1;
        if (a == 0)
        {
            return 0;
        }

        var p = (1048576 - raw - (b / 4096)) * 6250 / a;
        var cube = p / 256 * (p / 256) * (p / 256);
        return p + (((calibration.P9 * p * p / 2147483648) + (p * calibration.P8 / 32768) + (cube * calibration.P10 / 131072) + (128 * calibration.P7)) / 16);
    }

    /// <summary>Relative humidity, held to 0 to 100 %.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">16 bits.</param>
    /// <param name="celsius">Temperature in °C.</param>
    public static double HumidityPercent(Bme680Calibration calibration, int raw, double celsius)
    {
        var x = raw - ((16.0 * calibration.H1) + (calibration.H3 / 2.0 * celsius));
        var y = x * calibration.H2 / 262144 * (1 + (calibration.H4 / 16384.0 * celsius) + (calibration.H5 / 1048576.0 * celsius * celsius));
        var percent = y + (((calibration.H6 / 16384.0) + (calibration.H7 / 2097152.0 * celsius)) * y * y);
        return Math.Clamp(percent, 0, 100);
    }

    /// <summary>Gas resistance in Ω of the BME680 ("gas low").</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">10 bits.</param>
    /// <param name="range">0 to 15.</param>
    public static double GasOhms(Bme680Calibration calibration, int raw, int range) =>
        1 / (GasScale(range) * (((raw - 512) / GasSlope(calibration, range)) + 1));

    /// <summary>The conversion, not rounded, that gives a gas resistance in a range; outside 0 to 1023 where it does not fit.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="ohms">Above 0.</param>
    /// <param name="range">0 to 15.</param>
    public static double RawGas(Bme680Calibration calibration, double ohms, int range) =>
        512 + (GasSlope(calibration, range) * ((1 / (ohms * GasScale(range))) - 1));

    /// <summary>Gas resistance in Ω of the BME688 ("gas high").</summary>
    /// <param name="raw">10 bits.</param>
    /// <param name="range">0 to 15.</param>
    public static double GasOhmsHigh(int raw, int range) => 1e6 * (262144 >> range) / (4096 + (3 * (raw - 512)));

    /// <summary>As <see cref="RawGas"/>, for the BME688.</summary>
    public static double RawGasHigh(double ohms, int range) => 512 + (((1e6 * (262144 >> range) / ohms) - 4096) / 3);

    /// <summary>What res_heat must hold for a temperature of the heater.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="targetCelsius">At most 400 °C; more is taken as 400.</param>
    /// <param name="ambientCelsius">Temperature of the air.</param>
    public static byte HeaterCode(Bme680Calibration calibration, double targetCelsius, double ambientCelsius)
    {
        var a = (calibration.Gh1 / 16.0) + 49;
        var b = (calibration.Gh2 / 32768.0 * 0.0005) + 0.00235;
        var c = calibration.Gh3 / 1024.0;
        var x = (a * (1 + (b * Math.Min(targetCelsius, 400)))) + (c * ambientCelsius);
        var code = 3.4 * ((x * 4 / (4 + calibration.HeaterRange) / (1 + (0.002 * calibration.HeaterValue))) - 25);
        return (byte)Math.Clamp(code, 0, 255);
    }

    /// <summary>How long the heater is on before the gas is measured, by gas_wait: 0 to 4032 ms.</summary>
    public static TimeSpan GasWait(byte code) => TimeSpan.FromMilliseconds((code & 0x3F) << (2 * (code >> 6)));

    /// <summary>How often an oversampling code measures: 0 for skip, else 1 to 16 times.</summary>
    public static int Samples(int code) => code == 0 ? 0 : 1 << (Math.Min(code, 5) - 1);

    /// <summary>How long a forced measurement takes without the heater's time.</summary>
    /// <param name="samples">Of temperature, pressure and humidity together.</param>
    public static TimeSpan ForcedDuration(int samples) => TimeSpan.FromMicroseconds((samples * 1963) + 1908 + 2385 + 1000);

    private static double GasSlope(Bme680Calibration calibration, int range) =>
        (1340 + (5.0 * calibration.RangeError)) * (1 + (GasK1[range] / 100));

    private static double GasScale(int range) => (1 + (GasK2[range] / 100)) * 1.25e-7 * (1 << range);
}
