/*
 * Two approvers, a candidate that may change once, and two drivers at the gate of one launch. Two different approvals of the same candidate open it.
 * Everything is one journal: an entry is taken only behind the last one that its writer read (CAS), or else always.
 *
 *   CAS         whether an append is refused when another entry came between
 *   VOID        whether a change takes the approvals of what was before with it
 *   RECHECK     whether a driver counts the approvals of the candidate of now once more before it launches
 *   PEOPLE      whether a quorum counts people; otherwise it counts approvals, and one person may give two
 */
byte candidate = 1;
byte approvedBy[2] = 0;    /* which candidate each person approved */
byte approvals = 0;        /* approvals in the journal that count for the candidate of now, however many people */
byte sequence = 0;
byte launches = 0;
byte launched = 0;         /* the candidate that was launched */
byte quorumAtLaunch = 0;   /* how many people had approved that very candidate then */

inline countPeople(n) {
  n = 0;
  if :: approvedBy[0] == candidate -> n++ :: else -> skip fi;
  if :: approvedBy[1] == candidate -> n++ :: else -> skip fi
}

/* A person looks at the candidate, thinks, and says yes to what was seen. */
proctype person(byte me) {
  byte seen, at, times = 0;
  do
  :: times < 2 && launches == 0 ->
     atomic { seen = candidate; at = sequence };
     atomic {
       if
       :: CAS && at != sequence -> skip
       :: else ->
          if
          :: VOID && seen != candidate -> skip
          :: else -> approvedBy[me] = seen; approvals++; sequence++
          fi
       fi
     };
     times++
  :: true -> break
  od
}

proctype change() {
  atomic {
    if
    :: launches == 0 ->
       candidate = 2;
       sequence++;
       if :: VOID -> approvals = 0; approvedBy[0] = 0; approvedBy[1] = 0 :: else -> skip fi
    :: else -> skip
    fi
  }
}

/* Reads everything at once, thinks, and launches behind what it read. */
proctype driver() {
  byte at, people, tries = 0;
  bool open;
  do
  :: tries < 3 ->
     atomic {
       at = sequence;
       countPeople(people);
       open = launches == 0 && ((PEOPLE && VOID && people >= 2) || (PEOPLE && !VOID && approvedBy[0] > 0 && approvedBy[1] > 0) || (!PEOPLE && approvals >= 2))
     };
     if
     :: open && RECHECK -> atomic { countPeople(people); open = launches == 0 && (people >= 2 || !PEOPLE); if :: CAS && at != sequence -> open = false :: else -> skip fi }
     :: else -> skip
     fi;
     if
     :: open ->
        atomic {
          if
          :: CAS && at != sequence -> skip
          :: else -> countPeople(people); launches++; launched = candidate; quorumAtLaunch = people; sequence++
          fi
        }
     :: else -> skip
     fi;
     tries++
  :: true -> break
  od
}

init {
  atomic { run person(0); run person(1); run change(); run driver(); run driver() };
  (_nr_pr == 1);
  assert(launches <= 1);
  assert(launches == 0 || quorumAtLaunch >= 2)
}
