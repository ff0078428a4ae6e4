//! Somebody guesses tokens from the address that a whole waiting room shares: the guesser is slowed down,
//! the room is not.

use crate::{
    size::size,
    support::{
        Folder,
        client::Connection,
        receipts::{mint, submission},
        server::Start,
        turn,
    },
};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use std::{collections::BTreeMap, thread};

const PEOPLE: usize = 300;
const GUESSERS: u64 = 8;

type Statuses = BTreeMap<u16, usize>;

/// A token as a guesser makes it: of the right length, or a real one with its last symbols changed.
fn guess(real: &str, rng: &mut impl Rng) -> String {
    let symbols = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let from = if rng.random() { 0 } else { 60 };
    let changed = (from..70).map(|_| char::from(symbols[rng.random_range(0..32)]));
    real[..from].chars().chain(changed).chain(['0']).collect()
}

/// Every other guess opens a link, the others submit.
fn guess_often(port: u16, real: &str, guesses: usize, seed: u64) -> Statuses {
    let (mut connection, mut rng) = (Connection::open(port).unwrap(), StdRng::seed_from_u64(seed));
    let mut told = Statuses::new();
    for n in 0..guesses {
        let token = guess(real, &mut rng);
        let reply = if n % 2 == 0 {
            connection.get(&format!("/r/{token}"))
        } else {
            connection.submit(&submission(&token, &mut rng).1)
        };
        *told.entry(reply.unwrap().status).or_default() += 1;
    }
    told
}

/// A person opens the link and answers: what they were told both times.
fn answer(port: u16, token: &str, seed: usize) -> [u16; 2] {
    let mut connection = Connection::open(port).unwrap();
    let page = connection.get(&format!("/r/{token}")).unwrap().status;
    let body = submission(token, &mut StdRng::seed_from_u64(seed as u64)).1;
    [page, connection.submit(&body).unwrap().status]
}

#[test]
fn guessing_blocks_nobody_and_finds_nothing() {
    let guesses = size(500, 1_000, 10_000);
    let turn =
        turn("guessing", &format!("{PEOPLE} people on the address of {guesses} bad tokens: 0 blocked, 0 guessed"));
    let folder = Folder::new();
    let start = Start::on(folder.path());
    let tokens = mint(&start, PEOPLE + 1);
    let (server, _) = start.serve();
    let port = server.address.port();
    let room: Vec<(usize, &String)> = tokens[..PEOPLE].iter().enumerate().collect();
    let in_turn = |people: &[(usize, &String)]| -> Vec<[u16; 2]> {
        people.iter().map(|(seed, token)| answer(port, token, 1000 + seed)).collect()
    };
    let (told, people) = thread::scope(|scope| {
        let real = &tokens[PEOPLE];
        let each = guesses / GUESSERS as usize;
        let guessing: Vec<_> =
            (0..GUESSERS).map(|seed| scope.spawn(move || guess_often(port, real, each, seed))).collect();
        let answering: Vec<_> = room.chunks(20).map(|people| scope.spawn(move || in_turn(people))).collect();
        let mut told = Statuses::new();
        for statuses in guessing.into_iter().map(|guesser| guesser.join().unwrap()) {
            statuses.into_iter().for_each(|(status, count)| *told.entry(status).or_default() += count);
        }
        (told, answering.into_iter().flat_map(|person| person.join().unwrap()).collect::<Vec<_>>())
    });
    let served = people.iter().filter(|told| **told == [200, 201]).count();
    let guessed = told.iter().filter(|(status, _)| **status < 400).map(|(_, count)| count).sum::<usize>();
    turn.say(&format!("{served} of {PEOPLE} people served; {guessed} guessed; the guesser was told {told:?}"));
    assert_eq!((served, guessed), (PEOPLE, 0), "{:?}", people.iter().find(|told| **told != [200, 201]));

    // The control is a person of that room whose code is damaged: to the server it is one more guess, so
    // blocking would be seen if the others were blocked. One guess is allowed every three seconds.
    let slowed = told.get(&429).copied().unwrap_or_default();
    let damaged = answer(port, &guess(&tokens[PEOPLE], &mut StdRng::seed_from_u64(1)), 1);
    turn.say(&format!(
        "control, a damaged code after that: {damaged:?}; {slowed} of {guesses} guesses were slowed down"
    ));
    assert!(damaged[1] == 429 && slowed > guesses * 9 / 10, "guessing must be slowed down");
}
