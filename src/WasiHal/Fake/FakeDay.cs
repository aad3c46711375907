namespace WasiHal.Fake;

/// <summary>
/// The air of a lived-in room through the days, by the injected clock and its UTC time of day: warmest at four in the
/// afternoon, relative humidity against it, pressure that drifts with the weather, and air that gets bad in the evening
/// until somebody opens a window between nine and half past ten. A pure function of seed and time, without jumps: the
/// same seed at the same time is the same air on every machine. Safe from any thread.
/// </summary>
/// <param name="seed">Which days.</param>
/// <param name="timeProvider">The clock; without it, the system's.</param>
public sealed class FakeDay(int seed, TimeProvider? timeProvider = null) : IFakeEnvironment
{
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private readonly SlowNoise _warmth = new(Channel(seed, 0), TimeSpan.FromMinutes(50));
    private readonly SlowNoise _dampness = new(Channel(seed, 1), TimeSpan.FromHours(7));
    private readonly SlowNoise _weather = new(Channel(seed, 2), TimeSpan.FromHours(31));
    private readonly SlowNoise _gusts = new(Channel(seed, 3), TimeSpan.FromHours(3));
    private readonly SlowNoise _freshness = new(Channel(seed, 4), TimeSpan.FromMinutes(35));

    /// <inheritdoc/>
    public EnvironmentSample Sample => At(_timeProvider.GetUtcNow());

    /// <summary>The air at any moment.</summary>
    /// <param name="time">The moment.</param>
    public EnvironmentSample At(DateTimeOffset time)
    {
        var hour = time.UtcDateTime.TimeOfDay.TotalHours;
        var celsius = 21 + (2 * Math.Cos((hour - 16) / 24 * Math.Tau)) + (0.4 * _warmth.At(time));

        // The room holds about the same water all day, so that warmer air is relatively drier.
        var dewPointCelsius = 9.5 + _dampness.At(time);
        var humidity = 100 * VapourPressure(dewPointCelsius) / VapourPressure(celsius);
        var pascals = 101_325 + (1_200 * _weather.At(time)) + (120 * _gusts.At(time));
        var ohms = 150_000 * Math.Exp((0.08 * _freshness.At(time)) - BadAir(time));
        return new(celsius, humidity, pascals, ohms);
    }

    /// <summary>How bad the air is, 0 to about 2: the natural logarithm of how far the resistance has fallen.</summary>
    private double BadAir(DateTimeOffset time)
    {
        var moment = time.UtcDateTime;
        var day = DateOnly.FromDateTime(moment).DayNumber;
        var hour = moment.TimeOfDay.TotalHours;
        var home = 17 + (1.5 * SlowNoise.Choose(Channel(seed, 5), day));
        var airing = 21 + (1.5 * SlowNoise.Choose(Channel(seed, 6), day));
        var worst = 1.2 + (0.8 * SlowNoise.Choose(Channel(seed, 7), day));
        return worst * SlowNoise.Smooth((hour - home) / (airing - home)) * (1 - SlowNoise.Smooth((hour - airing) / 0.6));
    }

    /// <summary>Magnus formula with the constants of the WMO's guide, relative to the pressure at 0 °C.</summary>
    private static double VapourPressure(double celsius) => Math.Exp(17.62 * celsius / (243.12 + celsius));

    private static ulong Channel(int seed, uint channel) => ((ulong)(uint)seed << 32) | channel;
}
