using System.Globalization;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>Random lives of an outbox beside a model of it: at every step polled = confirmed + waiting + lost + in memory, in order, and nothing invented.</summary>
public sealed class OutboxModelTests
{
    private static int Runs => 8 * (int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_FUZZ_FACTOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 1);

    private static int FirstSeed => int.TryParse(Environment.GetEnvironmentVariable("WASIHAL_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20_261_126;

    [Fact]
    public void AnyLife_KilledAndStartedAtRandom_BalancesAtEveryStep()
    {
        for (var run = 0; run < Runs; run++)
        {
            var seed = FirstSeed + run;
            TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
            new Life(seed).Run(150);
        }
    }

    private sealed class Life(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly HashSet<string> _hub = [];
        private readonly List<double> _applied = [];
        private readonly List<double> _inMemory = [];
        private readonly SortedSet<double> _onDisk = [];
        private double _next = 1;
        private long _polled;
        private long _goneWithMemory;
        private long _confirmed;
        private long _lost;
        private OutboxSelection? _sending;

        public void Run(int steps)
        {
            using var box = new TestOutbox(options: options => (options.MaxBytes, options.MaxAge) = (OutboxOptions.LeastBytes, new(TimeSpan.FromHours(3))));
            box.Outbox.Write(box.Pending);
            for (var step = 0; step < steps; step++)
            {
                switch (_random.Next(10))
                {
                    case < 4:
                        Poll(box);
                        break;
                    case < 6:
                        Write(box);
                        break;
                    case 6:
                        Send(box);
                        break;
                    case 7:
                        Settle(box);
                        break;
                    case 8:
                        box.Time.Advance(TimeSpan.FromMinutes(_random.Next(30)));
                        box.Time.Step(TimeSpan.FromDays(_random.Next(-400, 400)));
                        break;
                    default:
                        Kill(box);
                        break;
                }

                Check(box, $"seed {seed}, step {step}");
            }
        }

        private void Poll(TestOutbox box)
        {
            var readings = Enumerable.Range(0, _random.Next(1, 6)).Select(_ => box.Reading((long)_next++)).ToList();
            _inMemory.AddRange(readings.Select(reading => reading.Measurement.Value.Number));

            // Now and then a batch that needs room, so that the bound of the file is met.
            readings.AddRange(Enumerable.Range(0, _random.Next(3) == 0 ? 6 : 0).Select(_ => box.Reading(0, OutboxBoundsTests.Noise(_random, 3000))));
            box.Add(readings.ToArray());
            _polled += readings.Count;
        }

        private void Write(TestOutbox box)
        {
            box.Outbox.Write(box.Pending);
            _onDisk.UnionWith(_inMemory);
            _inMemory.Clear();
        }

        private void Send(TestOutbox box)
        {
            if (_sending is null)
            {
                _sending = box.Select(newerThan: _random.Next(2) == 0 ? 0 : (long)_next, withBacklog: true, maxJson: _random.Next(1, 60_000), maxBatches: _random.Next(1, 40));
            }
        }

        // The hub applies some of it, each batch once; of these the spoke hears of some.
        private void Settle(TestOutbox box)
        {
            if (_sending is not { } sending)
            {
                return;
            }

            var confirmed = new HashSet<BatchName>();
            foreach (var batch in sending.Batches.Where(_ => _random.Next(4) > 0))
            {
                if (_hub.Add(batch.Name.ToString()))
                {
                    _applied.AddRange(Numbers(batch));
                }

                if (_random.Next(4) > 0)
                {
                    confirmed.Add(batch.Name);
                    _onDisk.ExceptWith(Numbers(batch));
                }
            }

            _confirmed += sending.Batches.Where(batch => confirmed.Contains(batch.Name)).Sum(batch => batch.Readings);
            box.Outbox.Settle(sending, confirmed, mayHaveLeft: true);
            _sending = null;
        }

        private void Kill(TestOutbox box)
        {
            // Batches whose deletion was not committed come back and are sent again; what was in memory is gone.
            _goneWithMemory += box.Pending.Readings + box.Pending.Losses.Total;
            box.Restart(TimeSpan.FromMinutes(_random.Next(600)));
            box.Outbox.Write(box.Pending);
            _inMemory.Clear();
            _sending = null;
            _confirmed = box.Outbox.Figures.Confirmed;
        }

        private void Check(TestOutbox box, string place)
        {
            box.Outbox.SetTimes();
            var figures = box.Outbox.Figures;
            Assert.True(_polled == figures.Taken + box.Pending.Readings + box.Pending.Losses.Total + _goneWithMemory, $"{place}: {_polled} polled, {figures}");
            Assert.True(figures.Taken == figures.Confirmed + figures.WaitingReadings + figures.Lost.Total, $"{place}: {figures}");
            Assert.True(figures.Confirmed == _confirmed, $"{place}: confirmed {figures.Confirmed}, not {_confirmed}");
            Assert.True(figures.Lost.Total >= _lost && figures.Lost.Damage == 0, $"{place}: {figures.Lost}");
            _lost = figures.Lost.Total;
            if (_sending is not null)
            {
                return;
            }

            var selection = box.Select(maxJson: int.MaxValue, maxBatches: int.MaxValue);
            box.Outbox.Settle(selection, new HashSet<BatchName>(), mayHaveLeft: false);
            var waiting = selection.Batches.SelectMany(Numbers).ToList();
            Assert.True(waiting.SequenceEqual(waiting.Order().Distinct()), $"{place}: order");
            Assert.True(selection.Batches.Sum(batch => batch.Readings) == figures.WaitingReadings, $"{place}: waiting");
            Assert.True(waiting.All(value => value < _next), $"{place}: invented");
            Assert.True(_applied.Distinct().Count() == _applied.Count, $"{place}: applied twice");

            // Whatever was on the disk waits, or was dropped at a bound, and then everything older went before it.
            var gone = _onDisk.Except(waiting).ToList();
            Assert.True(figures.Lost.Total > 0 || gone.Count == 0, $"{place}: {gone.Count} are gone and none is counted");
            _onDisk.ExceptWith(gone);
        }

        private static IEnumerable<double> Numbers(OutboxBatch batch) =>
            BatchContent.Parse(batch.Json).Where(reading => reading.Value.Kind == ReadingValueKind.Number).Select(reading => reading.Value.Number);
    }
}
