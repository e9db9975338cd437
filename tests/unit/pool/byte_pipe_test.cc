#include "service/pool/byte_pipe.h"

#include <gtest/gtest.h>

#include <string>

#include "service/pool/reader_threads.h"

namespace meerkat::pool {
namespace {

TEST(BytePipe, GivesChunksInOrderAndEnds) {
  BytePipe pipe(100, [] {});
  pipe.Write("one");
  pipe.Write("");
  pipe.Write("two");
  pipe.Close();
  pipe.Write("after the end");
  std::string chunk;
  ASSERT_TRUE(pipe.Read(&chunk));
  EXPECT_EQ(chunk, "one");
  ASSERT_TRUE(pipe.Read(&chunk));
  EXPECT_EQ(chunk, "two");
  EXPECT_FALSE(pipe.Read(&chunk));
}

TEST(BytePipe, TellsOnceWhenThereIsRoomAgain) {
  int told = 0;
  BytePipe pipe(4, [&] { ++told; });
  EXPECT_TRUE(pipe.HasRoom());
  pipe.Write("1234");
  pipe.Write("5678");
  EXPECT_FALSE(pipe.HasRoom());
  std::string chunk;
  pipe.Read(&chunk);
  EXPECT_EQ(told, 0);  // still four bytes
  pipe.Read(&chunk);
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(pipe.HasRoom());
}

TEST(BytePipe, CancelThrowsAwayAndTells) {
  int told = 0;
  BytePipe pipe(4, [&] { ++told; });
  pipe.Write("12345");
  EXPECT_FALSE(pipe.HasRoom());
  pipe.Cancel();
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(pipe.HasRoom());
  std::string chunk;
  EXPECT_FALSE(pipe.Read(&chunk));
}

TEST(BytePipe, AReaderThatWaitsGetsWhatComes) {
  BytePipe pipe(1 << 20, [] {});
  BytePipe done(1, [] {});
  size_t received = 0;
  ReaderThreads readers(1);
  readers.Start([&] {
    std::string chunk;
    while (pipe.Read(&chunk)) received += chunk.size();
    done.Close();
  });
  for (int i = 0; i < 1000; ++i) pipe.Write("0123456789");
  pipe.Close();
  std::string nothing;
  EXPECT_FALSE(done.Read(&nothing));
  EXPECT_EQ(received, 10'000u);
}

TEST(ReaderThreads, EachJobHasAThreadOfItsOwn) {
  Mutex mutex;
  Condition changed;
  int arrived = 0;
  bool together = false;
  {
    ReaderThreads readers(3);
    for (int i = 0; i < 3; ++i) {
      readers.Start([&] {  // ends only when all three run at once
        Lock lock(mutex);
        if (++arrived == 3) {
          together = true;
          changed.NotifyAll();
        }
        while (!together) changed.Wait(lock);
      });
    }
    Lock lock(mutex);
    while (!together) changed.Wait(lock);
  }
  EXPECT_TRUE(together);
}

TEST(ReaderThreads, FurtherJobsWaitForAThread) {
  Mutex mutex;
  Condition changed;
  int done = 0;
  ReaderThreads readers(1);
  for (int i = 0; i < 5; ++i) {
    readers.Start([&] {
      Lock lock(mutex);
      ++done;
      changed.NotifyAll();
    });
  }
  Lock lock(mutex);
  while (done < 5) changed.Wait(lock);
  EXPECT_EQ(done, 5);
}

}  // namespace
}  // namespace meerkat::pool
