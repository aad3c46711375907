using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Python;

/// <summary>What <c>poll</c> may answer, and how a wrong answer is told: with the place in it and what was expected.</summary>
[Collection(GuestCollection.Name)]
public sealed class PollAnswerTests(GuestWorkshop workshop)
{
    private const string Good = "Measurement('s', 'good', Value_Number(1.0), '1')";

    [Theory]
    [InlineData("return None", "TypeError: poll() must return a list of Measurement, not NoneType (probe.py)")]
    [InlineData("pass", "TypeError: poll() must return a list of Measurement, not NoneType (probe.py)")]
    [InlineData("return {'temperature': 21.5}", "TypeError: poll() must return a list of Measurement, not dict (probe.py)")]
    [InlineData("return 'text'", "TypeError: poll() must return a list of Measurement, not str (probe.py)")]
    [InlineData("return (each for each in [])", "TypeError: poll() must return a list of Measurement, not generator (probe.py)")]
    [InlineData("yield " + Good, "TypeError: poll() must return a list of Measurement, not generator (probe.py)")]
    [InlineData("return [" + Good + ", 21.5]", "TypeError: measurement 1 must be Measurement, not float (probe.py)")]
    [InlineData("return [" + Good + ", [1]]", "TypeError: measurement 1 must be Measurement, not list (probe.py)")]
    [InlineData("return [Measurement(7, 'q', Value_Number(1.0), '1')]", "TypeError: measurement 0: sensor must be str, not int (probe.py)")]
    [InlineData("return [Measurement('s', None, Value_Number(1.0), '1')]", "TypeError: measurement 0: quantity must be str, not NoneType (probe.py)")]
    [InlineData("return [" + Good + ", Measurement('s', 'q', Value_Number('1'), '1')]", "TypeError: measurement 1: value must be float or int, not str (probe.py)")]
    [InlineData("return [Measurement('s', 'q', Value_Flag(1), '')]", "TypeError: measurement 0: value must be bool, not int (probe.py)")]
    [InlineData("return [Measurement('s', 'q', Value_Text(b'x'), '')]", "TypeError: measurement 0: value must be str, not bytes (probe.py)")]
    [InlineData("return [Measurement('s', 'q', 21.5, 'Cel')]", "TypeError: measurement 0: value must be Value_Number, Value_Flag or Value_Text, not float (probe.py)")]
    [InlineData("return [Measurement('s', 'q', Value_Number(1.0), 'a\\udc80')]", "ValueError: measurement 0: unit holds a lone surrogate, which is no character (probe.py)")]
    [InlineData("return [Measurement('s', 'q', Value_Number(10 ** 400), '1')]", "OverflowError: measurement 0: value is too large for a float (probe.py)")]
    [InlineData("return [Measurement('s', 'q', Value_Number(True), '1')]", "TypeError: measurement 0: value must be float or int (Value_Flag takes a bool), not bool (probe.py)")]
    [InlineData("return [Measurement('s\\0', 'q', Value_Number(1.0), '1')]", "measurement 0: sensor 's\\x00' is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("return [Measurement('s', 'q\\0', Value_Number(1.0), '1')]", "measurement 0: quantity 'q\\x00' is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("return [Measurement('s', 'q', Value_Number(1.0), '\\0')]", "measurement 0: unit '\\x00' is not up to 64 printable characters without spaces (a UCUM code)")]
    [InlineData("return [Measurement('', 'q', Value_Number(1.0), '1')]", "measurement 0: sensor '' is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    [InlineData("return [Measurement('s', 'q', Value_Number(1.0), 'k W')]", "measurement 0: unit 'k W' is not up to 64 printable characters without spaces (a UCUM code)")]
    public async Task Poll_WrongAnswer_FailsAndNamesThePlace(string body, string message)
    {
        var instance = await workshop.StartAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(body)));
        await using (instance)
        {
            var first = await instance.PollAsync();
            var second = await instance.PollAsync();

            Assert.Equal(message, first.Failure?.Message);
            Assert.False(first.IsLost);
            Assert.Equal(message, second.Failure?.Message);
            Assert.Equal(0, instance.Measurements.Count);
        }
    }

    [Fact]
    public async Task Measurement_ArgumentMissing_FailsAsPythonDoes()
    {
        var failure = await Assert.ThrowsAsync<PluginFailedException>(() => workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor("return [Measurement('s', 'q')]"))));

        Assert.Equal("TypeError: Measurement() missing required argument 'value' (probe.py, line 8)", failure.Message);
    }

    [Theory]
    [InlineData("return []")]
    [InlineData("return ()")]
    public async Task Poll_Nothing_IsAnAnswer(string body) =>
        Assert.Empty(await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(body))));

    [Theory]
    [InlineData("return (Measurement('s', 'q', Value_Number(2.0), '1'),)")]
    [InlineData("return [Measurement('s', 'q', Value_Number(2), '1')]")]
    [InlineData("return [Measurement('s', 'q', Value_Number(Fraction(4, 2)), '1')]")]
    [InlineData("return [Measurement('s', 'q', Value_Number(Decimal('2')), '1')]")]
    [InlineData("return [Measurement(unit='1', value=Value_Number(value=2.0), quantity='q', sensor='s')]")]
    [InlineData("return [Special(2.0)]")]
    [InlineData("return [Named('s', 'q', Number(2.0), '1')]")]
    [InlineData("return Readings([Measurement('s', 'q', Value_Number(2.0), '1')])")]
    public async Task Poll_OtherRightAnswers_AreTaken(string body)
    {
        const string Imports =
            """
            from decimal import Decimal
            from fractions import Fraction


            class Special(Measurement):
                def __init__(self, number):
                    super().__init__('s', 'q', Value_Number(number), '1')
                    self.extra = number


            class Named(Measurement):
                pass


            class Number(Value_Number):
                pass


            class Readings(list):
                pass
            """;

        var measurements = await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(body, Imports)));

        Assert.Equal([new Measurement("s", "q", ReadingValue.FromNumber(2), "1")], measurements);
    }

    [Fact]
    public async Task Records_ActAsDataclasses()
    {
        const string Body =
            """
            import copy
            import dataclasses

            one = Measurement("s", "q", Value_Number(1.0), "1")
            assert repr(one) == "Measurement(sensor='s', quantity='q', value=Value_Number(value=1.0), unit='1')", repr(one)
            assert one == Measurement("s", "q", Value_Number(1.0), "1") != Measurement("s", "q", Value_Number(2.0), "1")
            assert Value_Number(1.0) != Value_Text("1.0") and dataclasses.is_dataclass(one)
            assert dataclasses.replace(one, unit="Cel").unit == "Cel" and copy.deepcopy(one) == one and copy.copy(one) is not one
            assert dataclasses.asdict(one) == {"sensor": "s", "quantity": "q", "value": {"value": 1.0}, "unit": "1"}
            assert [field.name for field in dataclasses.fields(Measurement)] == ["sensor", "quantity", "value", "unit"]
            one.unit = "Pa"
            match one:
                case Measurement(sensor=sensor, value=Value_Number(number)):
                    return [Measurement(sensor, "matched", Value_Number(number), one.unit)]
            """;

        var measurement = Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(GuestWorkshop.Sensor(Body))));

        Assert.Equal(new Measurement("s", "matched", ReadingValue.FromNumber(1), "Pa"), measurement);
    }
}
