using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeDayTests
{
    private static readonly DateTimeOffset Midnight = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [0, 1, -1, 42, int.MaxValue];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_SameSeedAndTime_IsTheSameAir(int seed)
    {
        var time = Midnight.AddHours(13.37);

        Assert.Equal(new FakeDay(seed).At(time), new FakeDay(seed, new FakeTimeProvider(time)).Sample);
        Assert.Equal(new FakeDay(seed).At(time), new FakeDay(seed).At(time.ToOffset(TimeSpan.FromHours(5))));
        Assert.NotEqual(new FakeDay(seed).At(time), new FakeDay(seed ^ 7).At(time));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_EverySecondOfTwoDays_NeverJumps(int seed)
    {
        var day = new FakeDay(seed);
        var before = day.At(Midnight);
        for (var second = 1; second < 2 * 86_400; second++)
        {
            var now = day.At(Midnight.AddSeconds(second));

            Assert.InRange(Math.Abs(now.TemperatureCelsius - before.TemperatureCelsius), 0, 0.002);
            Assert.InRange(Math.Abs(now.RelativeHumidityPercent - before.RelativeHumidityPercent), 0, 0.01);
            Assert.InRange(Math.Abs(now.PressurePascals - before.PressurePascals), 0, 0.2);
            Assert.InRange(now.GasResistanceOhms / before.GasResistanceOhms, 0.998, 1.002);
            before = now;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_ThirtyDays_IsPlausible(int seed)
    {
        var day = new FakeDay(seed);
        var samples = Enumerable.Range(0, 30 * 144).Select(step => day.At(Midnight.AddMinutes(10 * step))).ToList();

        Assert.All(samples, air => Assert.InRange(air.TemperatureCelsius, 18, 24));
        Assert.All(samples, air => Assert.InRange(air.RelativeHumidityPercent, 35, 65));
        Assert.All(samples, air => Assert.InRange(air.PressurePascals, 99_900, 102_700));
        Assert.All(samples, air => Assert.InRange(air.GasResistanceOhms, 15_000, 170_000));
        Assert.InRange(samples.Max(air => air.PressurePascals) - samples.Min(air => air.PressurePascals), 800, 2_700);
        Assert.InRange(Correlation(samples), -1, -0.5);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_Evening_AirGetsBadAndRecoversAfterAiring(int seed)
    {
        var day = new FakeDay(seed);
        for (var date = Midnight; date < Midnight.AddDays(10); date = date.AddDays(1))
        {
            var noon = day.At(date.AddHours(12)).GasResistanceOhms;
            var worst = Enumerable.Range(0, 60).Min(step => day.At(date.AddHours(20 + (step / 20.0))).GasResistanceOhms);
            var night = day.At(date.AddHours(23.5)).GasResistanceOhms;

            Assert.InRange(worst / noon, 0.1, 0.4);
            Assert.InRange(night / noon, 0.8, 1.25);
        }
    }

    private static double Correlation(IReadOnlyList<EnvironmentSample> samples)
    {
        var (celsius, percent) = (samples.Average(air => air.TemperatureCelsius), samples.Average(air => air.RelativeHumidityPercent));
        var shared = samples.Sum(air => (air.TemperatureCelsius - celsius) * (air.RelativeHumidityPercent - percent));
        return shared / Math.Sqrt(
            samples.Sum(air => Math.Pow(air.TemperatureCelsius - celsius, 2)) * samples.Sum(air => Math.Pow(air.RelativeHumidityPercent - percent, 2)));
    }
}
