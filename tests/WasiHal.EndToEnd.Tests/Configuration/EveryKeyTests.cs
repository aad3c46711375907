using System.Globalization;

namespace WasiHal.EndToEnd.Tests.Configuration;

/// <summary>Every key that the configuration knows, wrong in every way: file, line and key are named, and the schema agrees.</summary>
public sealed class EveryKeyTests : IDisposable
{
    private const int Line = 3;

    private static readonly SchemaKey[] Keys = [.. SchemaKey.All(ConfiguredNode.Schema)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasihal-keys-");
    private readonly List<string> _wrong = [];

    private string File => Path.Combine(_folder.FullName, "node.toml");

    [Fact]
    public void Keys_AreNotForgottenByTheWalk() => Assert.InRange(Keys.Length, 79, 400);

    [Fact]
    public void UnknownNeighbour_IsNamed()
    {
        foreach (var parent in Keys.Where(key => !key.IsParentOpen).Select(key => key.Parent).Distinct())
        {
            ExpectFault($"{parent}.no_such_thing", "1");
        }

        ExpectFault("no_such_thing.at_all", "1", "no_such_thing");
        AssertNothingWrong();
    }

    [Fact]
    public void WrongType_IsNamed()
    {
        foreach (var key in Keys)
        {
            foreach (var value in key.OfAnotherType)
            {
                ExpectFault(key.Path, value);
            }
        }

        AssertNothingWrong();
    }

    [Fact]
    public void Limit_IsAcceptedAndOneBeyondIsNamed()
    {
        foreach (var key in Keys)
        {
            foreach (var value in key.AtLimits)
            {
                ExpectNoFault(key.Path, value);
            }

            foreach (var value in key.BeyondLimits)
            {
                ExpectFault(key.Path, value);
            }

            foreach (var value in key.BeyondDurations)
            {
                // How long a duration is the schema does not see: to it this is as one at the limit, which may lack a key beside it.
                ExpectFault(key.Path, value, isValid: ConfiguredNode.IsValid($"{key.Path} = {key.AtLimits.First()}\n"));
            }
        }

        AssertNothingWrong();
    }

    [Fact]
    public void EveryKeyWrongAtOnce_AllAreNamed()
    {
        var lines = Keys.Select(key => (key.Path, Value: key.OfAnotherType.First())).Append((Path: "leds.no_such_thing", Value: "1")).ToList();
        System.IO.File.WriteAllLines(File, lines.Select(line => $"{line.Path} = {line.Value}"));

        var faults = ConfiguredNode.Faults(File);

        for (var index = 0; index < lines.Count; index++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{File}:{index + 1}: {lines[index].Path}");
            Assert.Contains(faults, fault => fault.ToString().StartsWith(place, StringComparison.Ordinal));
        }

        Assert.Equal(lines.Count, faults.Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void ExpectFault(string key, string value, string? named = null, bool isValid = false)
    {
        var (toml, faults) = Check(key, value);
        var place = string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {named ?? key}");
        if (!faults.Any(fault => fault.ToString().StartsWith(place, StringComparison.Ordinal)))
        {
            _wrong.Add($"{key} = {value} is not named: {string.Join(" / ", faults)}");
        }

        if (ConfiguredNode.IsValid(toml) != isValid)
        {
            _wrong.Add($"{key} = {value}: the schema does not agree");
        }
    }

    private void ExpectNoFault(string key, string value)
    {
        var (toml, faults) = Check(key, value);
        _wrong.AddRange(faults.Where(fault => fault.Key == key).Select(fault => $"{key} = {value} is refused: {fault}"));
        if (!ConfiguredNode.IsValid(toml) && !faults.Any(fault => fault.Problem.StartsWith("is missing", StringComparison.Ordinal)))
        {
            _wrong.Add($"{key} = {value}: the schema does not agree");
        }
    }

    private (string Toml, IReadOnlyList<ConfigurationFault> Faults) Check(string key, string value)
    {
        var toml = $"# first\n\n{key} = {value}\n";
        System.IO.File.WriteAllText(File, toml);
        return (toml, ConfiguredNode.Faults(File));
    }

    private void AssertNothingWrong() => Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));
}
