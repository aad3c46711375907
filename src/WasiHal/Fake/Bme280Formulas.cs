namespace WasiHal.Fake;

/// <summary>From what a BME280 or BMP280 converts to what it measured: the datasheet's floating-point formulas (BST-BME280-DS002 section 8.1). Pure.</summary>
internal static class Bme280Formulas
{
    /// <summary>The temperature in 1/5120 °C, which the other formulas go on from.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">20 bits.</param>
    public static double FineTemperature(Bme280Calibration calibration, int raw)
    {
        var linear = ((raw / 16384.0) - (calibration.T1 / 1024.0)) * calibration.T2;
        var offset = (raw / 131072.0) - (calibration.T1 / 8192.0);
        return linear + (offset * offset * calibration.T3);
    }

    /// <summary>Pressure in Pa; 0 where the formula has no answer.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">20 bits.</param>
    /// <param name="fineTemperature">In 1/5120 °C.</param>
    public static double Pascals(Bme280Calibration calibration, int raw, double fineTemperature)
    {
        var p = calibration.P;
        var a = (fineTemperature / 2) - 64000;
        var b = (a * a * p[5] / 32768) + (2 * a * p[4]);
        b = (b / 4) + (65536.0 * p[3]);
        a = ((p[2] * a * a / 524288) + (p[1] * a)) / 524288;
        a = (1 + (a / 32768)) * p[0];
        if (a == 0)
        {
            return 0;
        }

        var pascals = (1048576 - raw - (b / 4096)) * 6250 / a;
        return pascals + (((p[8] * pascals * pascals / 2147483648) + (pascals * p[7] / 32768) + p[6]) / 16);
    }

    /// <summary>Relative humidity, held to 0 to 100 %.</summary>
    /// <param name="calibration">Of this chip.</param>
    /// <param name="raw">16 bits.</param>
    /// <param name="fineTemperature">In 1/5120 °C.</param>
    public static double HumidityPercent(Bme280Calibration calibration, int raw, double fineTemperature)
    {
        var warmth = fineTemperature - 76800;
        var slope = calibration.H2 / 65536.0
            * (1 + (calibration.H6 / 67108864.0 * warmth * (1 + (calibration.H3 / 67108864.0 * warmth))));
        var percent = (raw - ((calibration.H4 * 64.0) + (calibration.H5 / 16384.0 * warmth))) * slope;
        return Math.Clamp(percent * (1 - (calibration.H1 * percent / 524288)), 0, 100);
    }
}
