using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Features.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class PasswordsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly Client Here = new("1.1.1.1", null, []);

    [Test]
    public async Task A_try_costs_one_hash_whether_there_is_an_account_one_without_a_password_or_none()
    {
        var network = await BuildAsync(n => n);
        await Server.InDbAsync(null, db =>
            db.Users.Where(p => p.Id == network.Observer.Id)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.PasswordHash, (string?)null))
        );
        foreach (var email in new[] { network.Coordinator.Email, network.Observer.Email, $"ingen@{network.Slug}.example" })
        {
            var hasher = new CountingHasher();
            await Server.InDbAsync(null, async db =>
            {
                var passwords = Make(db, hasher);
                var made = hasher.Count;
                (await passwords.TryAsync(email, "inte mitt lösenord", Here, CancellationToken.None))
                    .Refusals.ShouldHaveSingleItem()
                    .Rule.ShouldBe("WrongPassword");
                (hasher.Count - made).ShouldBe(1, email);

                // One that is too long to be a password is refused before it is hashed, whoever has an account.
                (await passwords.TryAsync(email, new string('x', 129), Here, CancellationToken.None))
                    .Refusals.ShouldHaveSingleItem()
                    .Rule.ShouldBe("PasswordTooLong");
                (hasher.Count - made).ShouldBe(1, email);
                return true;
            });
        }
    }

    [Test]
    public async Task An_old_hash_signs_in_and_is_renewed_and_the_sessions_go_on()
    {
        var network = await BuildAsync(n => n);
        var (reader, member) = (await network.Observer.ReaderAsync(), network.Observer);

        // As Identity made them first.
        var old = new PasswordHasher<Person>(
            Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 })
        ).HashPassword(new Person { Name = "" }, Server.Password);
        await SetHashAsync(member, old);
        (await LogInAsync(member, "fel")).ShouldBeInvalid("WrongPassword", "password");
        (await HashAsync(member)).ShouldBe(old);
        (await LogInAsync(member, Server.Password)).ShouldBeOk();
        var renewed = await HashAsync(member);
        renewed.ShouldNotBe(old);
        Convert.FromBase64String(renewed)[0].ShouldBe((byte)1);
        (await LogInAsync(member, Server.Password)).ShouldBeOk();
        (await HashAsync(member)).ShouldBe(renewed);
        (await reader.GetAsync(network.Page("/cohorts"))).ShouldBeOk();
    }

    [Test]
    public async Task A_password_is_the_same_however_its_letters_are_typed_also_on_a_hash_of_old()
    {
        var network = await BuildAsync(n => n);
        var member = network.Observer;
        var apart = Server.Password.Normalize(System.Text.NormalizationForm.FormD);
        apart.ShouldNotBe(Server.Password);
        (await LogInAsync(member, apart)).ShouldBeOk();

        await SetHashAsync(
            member,
            new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })).HashPassword(
                new Person { Name = "" },
                apart
            )
        );
        (await LogInAsync(member, Server.Password)).ShouldBeInvalid("WrongPassword", "password");
        (await LogInAsync(member, apart)).ShouldBeOk();
        (await LogInAsync(member, Server.Password)).ShouldBeOk();
    }

    [Test]
    public void A_hash_is_made_with_the_recommended_number_of_rounds()
    {
        PasswordHashes.Rounds.ShouldBeGreaterThanOrEqualTo(210_000);
        var hash = Convert.FromBase64String(
            new PasswordHashes(Options.Create(new PasswordHasherOptions { IterationCount = PasswordHashes.Rounds })).HashPassword(
                new Person { Name = "" },
                Server.Password
            )
        );
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)).ShouldBe(PasswordHashes.Rounds);
    }

    [Test]
    public void That_many_rounds_are_set_for_the_program()
    {
        // The kit sets another number after it, to save time.
        var options = new PasswordHasherOptions();
        Server.Services.GetServices<IConfigureOptions<PasswordHasherOptions>>().First().Configure(options);
        options.IterationCount.ShouldBe(PasswordHashes.Rounds);
    }

    [Test]
    public void The_list_of_common_passwords_is_there_and_holds_long_ones_too()
    {
        var common = new CommonPasswords();
        common.Contains("password").ShouldBeTrue();
        common.Contains("1qaz2wsx3edc").ShouldBeTrue();
        common.Contains("ett nytt långt lösenord").ShouldBeFalse();
    }

    [Test]
    public async Task One_that_is_too_long_is_refused_in_a_sentence_beside_the_field()
    {
        var network = await BuildAsync(n => n);
        (await LogInAsync(network.Observer, new string('x', 129))).ShouldBeInvalid("PasswordTooLong", "password");
        var page = (
            await new Reader(Server).PostAsync("/sign-in", ("email", network.Observer.Email), ("password", new string('x', 129)))
        ).ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("id=\"password-wrong\"");
        page.Text.ShouldContain("högst 128 tecken");
    }

    private static Passwords Make(AppDb db, CountingHasher hasher) =>
        new(
            db,
            hasher,
            new SignInLimits(SignInSettings.Read(new ConfigurationBuilder().Build()), TimeProvider.System),
            new CommonPasswords(),
            new NobodysHash(hasher)
        );

    private Task<int> SetHashAsync(Member member, string hash) =>
        Server.InDbAsync(null, db =>
            db.Users.Where(p => p.Id == member.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.PasswordHash, hash))
        );

    private Task<string> HashAsync(Member member) =>
        Server.InDbAsync(null, db => db.Users.Where(p => p.Id == member.Id).Select(p => p.PasswordHash!).SingleAsync());

    private Task<Reply> LogInAsync(Member member, string password) =>
        Guest.PostAsync("/api/v1/auth/login", new { email = member.Email, password });

    /// <summary>Counts the dear work instead of timing it.</summary>
    private sealed class CountingHasher : IPasswordHasher<Person>
    {
        private readonly PasswordHasher<Person> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

        public int Count { get; private set; }

        public string HashPassword(Person user, string password)
        {
            Count++;
            return _hasher.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Count++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
