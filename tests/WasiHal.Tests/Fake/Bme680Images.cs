using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

/// <summary>Calibrations of real chips that others published, as numbers and as registers.</summary>
internal static class Bme680Images
{
    /// <summary>Of pimoroni's bme680-python tests.</summary>
    public static readonly Bme680Calibration A = Chip(
        [26041, 26469, 3],
        [36673, -10515, 88, 7310, -129, 30, 46, -3177, -2379, 30],
        [676, 1029, 0, 45, 20, 120, -100]) with
    {
        Gh1 = -30,
        Gh2 = -24754,
        Gh3 = 18,
        HeaterRange = 1,
        HeaterValue = 48,
        RangeError = 0,
    };

    /// <summary>Of the README of wrclark's bme680.</summary>
    public static readonly Bme680Calibration B = Chip(
        [26203, 26519, 3],
        [35008, -10284, 88, 9692, -202, 30, 24, -516, -3469, 30],
        [794, 1007, 0, 45, 20, 120, -100]);

    /// <summary>The default chip: that of the second known answer.</summary>
    public static readonly Bme680Calibration Default = Chip(
        [26136, 26591, 3],
        [36266, -10358, 88, 6457, -41, 30, 43, -2742, -2558, 30],
        [809, 1004, 0, 45, 20, 120, -100]) with
    {
        Gh1 = -33,
        Gh2 = -8557,
        Gh3 = 18,
        HeaterRange = 1,
        HeaterValue = 47,
        RangeError = 0,
    };

    /// <summary>Gives a chip the registers of <see cref="A"/>.</summary>
    public static void BurnA(FakeBme680 chip)
    {
        chip.SetCalibration(0x8A, Convert.FromHexString("65670300418FEDD658008E1C7FFF2E1E000097F3B5F61E"));
        chip.SetCalibration(0xE1, Convert.FromHexString("40542A002D14789CB9654E9FE212"));
        chip.SetCalibration(0x00, [0x30, 0x00, 0x10, 0x00, 0x00]);
    }

    public static byte[] Registers(FakeBme680 chip)
    {
        var registers = new byte[256];
        chip.Transfer([0], registers);
        return registers;
    }

    private static Bme680Calibration Chip(int[] t, int[] p, int[] h) => new()
    {
        T1 = t[0],
        T2 = t[1],
        T3 = t[2],
        P1 = p[0],
        P2 = p[1],
        P3 = p[2],
        P4 = p[3],
        P5 = p[4],
        P6 = p[5],
        P7 = p[6],
        P8 = p[7],
        P9 = p[8],
        P10 = p[9],
        H1 = h[0],
        H2 = h[1],
        H3 = h[2],
        H4 = h[3],
        H5 = h[4],
        H6 = h[5],
        H7 = h[6],
    };
}
