using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

/// <summary>Who tries one password after another waits ever longer, and nobody else does.</summary>
public class SignInLimitsTests
{
    private const string Email = "chef@lulea.example";

    private readonly ManualClock _clock = new(new DateTimeOffset(2031, 3, 4, 12, 0, 0, TimeSpan.Zero));

    private readonly SignInSettings _options = SignInSettings.Read(new ConfigurationBuilder().Build());

    [Test]
    public void One_client_waits_longer_after_each_wrong_password_but_never_longer_than_a_minute()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1"), _options.TriesPerAccount).ShouldAllBe(w => w == null);
        var waits = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            var wait = limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull();
            waits.Add(wait);
            _clock.Now += TimeSpan.FromSeconds(wait);
            limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldBeNull();
        }

        waits.ShouldBe([2, 4, 8, 16, 32, 60, 60, 60]);
    }

    [Test]
    public void Trying_while_one_waits_makes_it_no_longer()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1"), 200);
        _clock.Now += TimeSpan.FromSeconds(2);
        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldBeNull();
    }

    [Test]
    public void A_hundred_wrong_by_a_hundred_others_do_not_slow_a_device_that_the_account_knows()
    {
        var limits = Make();
        for (var i = 0; i < 100; i++)
        {
            Wrong(limits, From($"10.0.0.{i}"), 3);
        }

        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull("a client that the account does not know");
        limits.Begin(From("1.1.1.1") with { Device = "d", KnownTo = [1] }, Email, 1).WaitSeconds.ShouldBeNull();
        limits
            .Begin(From("10.0.0.1") with { Device = "d", KnownTo = [1] }, Email, 1)
            .WaitSeconds.ShouldBeNull("also where one of the others is");
        limits
            .Begin(From("1.1.1.1") with { Device = "d", KnownTo = [2] }, Email, 1)
            .WaitSeconds.ShouldNotBeNull("it is known to another account");
    }

    [Test]
    public void A_program_that_has_signed_in_is_known_by_its_address()
    {
        var limits = Make();
        limits.Begin(From("1.1.1.1"), Email, 1).Right();
        for (var i = 0; i < 100; i++)
        {
            Wrong(limits, From($"10.0.0.{i}"), 3);
        }

        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldBeNull();
        limits.Begin(From("1.1.1.2"), Email, 1).WaitSeconds.ShouldNotBeNull();
    }

    [Test]
    public void Who_knows_the_device_and_not_the_password_is_slowed_too()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1") with { Device = "d", KnownTo = [1] }, _options.TriesPerAccount + 1)[^1].ShouldBe(2);
    }

    [Test]
    public void One_client_on_many_accounts_is_slowed_and_another_client_is_not()
    {
        var limits = Make();
        for (var i = 0; i < _options.TriesPerClient; i++)
        {
            limits.Begin(From("1.1.1.1"), $"{i}@lulea.example", null).WaitSeconds.ShouldBeNull();
        }

        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull();
        limits.Begin(From("1.1.1.2"), Email, 1).WaitSeconds.ShouldBeNull();
    }

    [Test]
    public void Ones_own_right_passwords_between_do_not_make_a_client_free_to_try_others()
    {
        var limits = Make();
        for (var i = 0; i < _options.TriesPerClient; i++)
        {
            limits.Begin(From("1.1.1.1"), "own@lulea.example", 9).Right();
            limits.Begin(From("1.1.1.1"), $"{i}@lulea.example", null).WaitSeconds.ShouldBeNull();
        }

        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull();
    }

    [Test]
    public void An_address_without_an_account_is_counted_as_one_that_has()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1"), 6, person: null)[^1].ShouldBe(2);
    }

    [Test]
    public void Wrong_passwords_are_forgotten_one_each_quarter_of_an_hour()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1"), _options.TriesPerAccount);
        _clock.Now += TimeSpan.FromMinutes(45);
        Wrong(limits, From("1.1.1.1"), 3).ShouldAllBe(w => w == null);
        limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull();
    }

    [Test]
    public void A_hundred_at_the_same_time_are_a_hundred()
    {
        var limits = Make();
        var through = 0;
        Parallel.For(0, 100, _ =>
        {
            if (limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds is null)
            {
                Interlocked.Increment(ref through);
            }
        });
        through.ShouldBe(_options.TriesPerAccount);
    }

    [Test]
    public void What_is_remembered_is_bounded_and_who_tries_on_is_not_forgotten()
    {
        var limits = Make();
        Wrong(limits, From("1.1.1.1"), _options.TriesPerAccount);
        for (var i = 0; i < SignInLimits.MostTallies; i++)
        {
            limits.Begin(From($"c{i}"), $"{i}@x.example", null);
            if (i % 1000 == 0)
            {
                limits.Begin(From("1.1.1.1"), Email, 1).WaitSeconds.ShouldNotBeNull();
            }
        }

        limits.Tallies.ShouldBeLessThanOrEqualTo(SignInLimits.MostTallies);
    }

    [TestCase("192.0.2.7", "192.0.2.7")]
    [TestCase("::ffff:192.0.2.7", "192.0.2.7")]
    [TestCase("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [TestCase("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void A_client_is_an_address_or_a_network_of_one_household(string address, string client)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Client.AddressOf(http).ShouldBe(client);
    }

    private SignInLimits Make() => new(_options, _clock);

    private static Client From(string address) => new(address, null, []);

    private static List<int?> Wrong(SignInLimits limits, Client client, int times, int? person = 1) =>
        [.. Enumerable.Range(0, times).Select(_ => limits.Begin(client, Email, person).WaitSeconds)];
}
